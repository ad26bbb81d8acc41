import { randomBytes, X509Certificate } from 'node:crypto'
import type { Config } from '../config.ts'
import { askHealth } from '../registries/adapters/http-health.ts'
import { makeJsonService } from '../registries/adapters/json-service.ts'
import { type MutualTls, makeExchange } from '../registries/adapters/mutual-tls.ts'
import { registerNames } from '../registries/register.ts'
import { troubleOf } from '../registries/trouble.ts'
import type { Finding } from './doctor-machine.ts'

const dayMs = 24 * 60 * 60_000
const earlyDays = 30

/** Whether every register that another system answers is up, and our certificate lasts. Asks about nobody. */
export async function checkRegisters({ registers }: Pick<Config, 'registers'>): Promise<Finding[]> {
  const remote = registerNames.filter((name) => registers[name] !== 'local')
  const [service] = remote.flatMap((name) => (registers[name] === 'local' ? [] : [registers[name]]))
  if (!service) return [{ fine: true, what: 'registers are the imported tables', details: [] }]
  const exchange = makeExchange(service, { mostSockets: 1 })
  const findings = [checkCertificate(service)]
  try {
    const health = await askHealth(makeJsonService(exchange, { bytes: randomBytes }))
    for (const name of remote) {
      const fine = health[name] === 'up'
      findings.push({
        fine,
        what: `${name} register answers`,
        details: fine ? [] : [`its service says “${health[name]}”`],
      })
    }
  } catch (error) {
    const { code, detail, requestId } = troubleOf(error)
    const why = [code, detail && `(${detail})`, requestId && `request ${requestId}`].filter(Boolean).join(' ')
    findings.push({ fine: false, what: `registers answer: ${remote.join(', ')}`, details: [why] })
  }
  return findings
}

function checkCertificate({ certificate }: MutualTls): Finding {
  const ends = new X509Certificate(certificate).validToDate
  const days = Math.floor((ends.getTime() - Date.now()) / dayMs)
  const fine = days >= earlyDays
  const until = `until ${ends.toISOString().slice(0, 10)}`
  return {
    fine,
    what: `certificate for the registers lasts ${until}`,
    details: fine
      ? []
      : [days < 0 ? 'it has ended' : `${days} days: put a new one there and restart every node`],
  }
}
