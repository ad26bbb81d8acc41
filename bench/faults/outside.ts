import { setTimeout as wait } from 'node:timers/promises'
import { makeKeyring } from '../../src/database/keyring.ts'
import { type PushService, startPushService, type TestSubscription } from '../../test/support/push-service.ts'
import {
  certificateFile,
  type RegisterServer,
  startRegisterServer,
} from '../../test/support/register-server.ts'
import { type SmsGateway, startSmsGateway } from '../../test/support/sms-gateway.ts'
import { type Deployment, makeDeployment, until } from './deployment.ts'
import { everybody, type Fault, settledParents } from './rounds.ts'

const cutMilliseconds = 1500
/** The first repeats come after 5 to 10 s, the second ones after 10 to 20 more (src/notify/back-off.ts). */
const repeatMilliseconds = 90_000

/** The state registers' service takes no question for a while: codes are shown, and limited mode follows. */
function registersCut(): Fault {
  let registers: RegisterServer | undefined
  return {
    name: 'registers-cut',
    what: 'the state registers break every connection for 1.5 s: codes go on, limited mode follows',
    async begins() {
      const numbers = everybody().map(({ iin, number }) => ({ iin, phone: number }))
      const made = await startRegisterServer({ numbers })
      registers = made
      const deployment = await makeDeployment({
        KABINET_REGISTER_MOBILE_CITIZENS: 'http',
        KABINET_REGISTERS_URL: made.service.url,
        KABINET_REGISTERS_CERT: certificateFile('client'),
        KABINET_REGISTERS_KEY: certificateFile('client.key'),
        KABINET_REGISTERS_CA: certificateFile('authority'),
      })
      await deployment.start()
      return closingToo(deployment, () => made.close())
    },
    strikes: async () => registers?.always('cut-before'),
    async mends() {
      await wait(cutMilliseconds)
      registers?.always('works')
    },
    async checks(deployment) {
      const count = await deployment.asks(async (client) => {
        const { rows } = await client.query<{ count: string }>(
          `select count(*) from recoveries r where outcome = 'done' and code_bmg = 'unavailable' and not exists (
             select from restrictions s where s.account_id = r.account_id and s.reason = 'number-unconfirmed')`,
        )
        return Number(rows[0]?.count)
      })
      return count === 0
        ? []
        : [`${count} recoveries without a word of the registers did not bring limited mode`]
    },
  }
}

/** Push service and SMS gateway at once: either breaks before it takes a message, or takes it and never says so. */
function noticesCut(name: string, what: string, conduct: 'cut-before' | 'cut-after'): Fault {
  let push: PushService | undefined
  let sms: SmsGateway | undefined
  let phones: TestSubscription[] = []
  const all = (behaviour: 'works' | typeof conduct) => {
    for (const phone of phones) phone.always(behaviour)
    sms?.always(behaviour)
  }
  return {
    name,
    what,
    async begins() {
      const [service, gateway] = await Promise.all([startPushService(), startSmsGateway()])
      ;[push, sms] = [service, gateway]
      phones = Array.from({ length: settledParents }, () => service.subscribe())
      const environment = {
        KABINET_PUSH_LOCAL: 'yes',
        KABINET_SMS_URL: gateway.url,
        KABINET_SMS_KEY: gateway.key,
      }
      const deployment = await makeDeployment(environment, { mode: 'demo' })
      await deployment.start()
      return closingToo(deployment, async () => {
        await service.close()
        await gateway.close()
      })
    },
    subscriptions: () => phones.map((phone) => phone.toJSON()),
    strikes: async () => all(conduct),
    async mends() {
      await wait(cutMilliseconds)
      all('works')
    },
    checks: async (deployment) =>
      push && sms ? delivered(deployment, phones, sms) : ['nothing was started'],
  }
}

/** Waits until nothing is left to send, then looks at what reached phones and gateway: all of it, and nothing else. */
async function delivered(
  deployment: Deployment,
  phones: readonly TestSubscription[],
  sms: SmsGateway,
): Promise<string[]> {
  const [id = '', secret = ''] = (deployment.environment.KABINET_KEYS ?? '').split(':')
  const keyring = makeKeyring([{ id, secret }])
  return deployment.asks(async (client) => {
    const left = async () => {
      const { rows } = await client.query(
        "select id from outbox where state = 'queued' and channel in ('push', 'sms') and event_id is not null",
      )
      return rows.length
    }
    await until('every notice is sent', repeatMilliseconds, async () => {
      await wait(200)
      return (await left()) === 0
    })
    const { rows } = await client.query<{
      id: string
      channel: string
      state: string
      tries: number
      mark: string
    }>(
      `select id, channel, state, tries, event_id || ':' || installation_id as mark from outbox
        where channel in ('push', 'sms') and event_id is not null`,
    )
    const problems: string[] = []
    const dead = rows.filter(({ state }) => state === 'dead').length
    if (dead > 0) problems.push(`${dead} notices were given up`)
    const tags = new Set(phones.flatMap(({ received }) => received.map(({ topic }) => topic)))
    const told = rows.filter(({ channel }) => channel === 'push').map(({ mark }) => mark)
    const expected = told.map((mark) => keyring.mac('push.tag', mark).toString('base64url').slice(0, 22))
    const missing = expected.filter((tag) => !tags.has(tag)).length
    if (missing > 0) problems.push(`${missing} of ${told.length} pushes reached no phone`)
    const strange = [...tags].filter((tag) => !expected.includes(tag ?? '')).length
    if (strange > 0) problems.push(`${strange} pushes of no notice`)
    // The gateway knows each message by its row: taken once, however often it was sent.
    const sent = rows.filter(({ channel }) => channel === 'sms').map((row) => row.id)
    const taken = sms.taken.map((message) => message.id)
    const unsent = sent.filter((each) => !taken.includes(each)).length
    if (unsent > 0) problems.push(`${unsent} of ${sent.length} SMS were not taken`)
    if (new Set(taken).size !== taken.length || taken.some((each) => !sent.includes(each)))
      problems.push('an SMS was taken twice, or belongs to no notice')
    if (!rows.some(({ tries }) => tries > 1)) problems.push('nothing had to be sent again')
    return problems
  })
}

function closingToo(deployment: Deployment, close: () => Promise<void>): Deployment {
  return {
    ...deployment,
    async close() {
      await deployment.close()
      await close()
    },
  }
}

export const outsideFaults: readonly Fault[] = [
  registersCut(),
  noticesCut(
    'notices-cut',
    'push service and SMS gateway break every connection for 1.5 s: notices wait and go out later',
    'cut-before',
  ),
  noticesCut(
    'notices-unsaid',
    'they take every message for 1.5 s and break off before they say so: it is sent again under the same tag',
    'cut-after',
  ),
]
