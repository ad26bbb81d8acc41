import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { MutualTls } from './adapters/mutual-tls.ts'
import type { RegisterName } from './register.ts'

/** Where a register's answers come from: the imported tables, or a service that speaks `docs/registers/openapi.yaml`. */
export type RegisterSource = 'local' | MutualTls
export type RegisterSources = Readonly<Record<RegisterName, RegisterSource>>

const source = z.enum(['local', 'http']).default('local')
export const registerVariables = {
  KABINET_REGISTER_BIRTHS: source,
  KABINET_REGISTER_KINDERGARTEN: source,
  KABINET_REGISTER_MOBILE_CITIZENS: source,
  KABINET_REGISTERS_URL: z.string().optional(),
  KABINET_REGISTERS_CERT: z.string().optional(),
  KABINET_REGISTERS_KEY: z.string().optional(),
  KABINET_REGISTERS_CA: z.string().optional(),
}
type Variables = z.infer<z.ZodObject<typeof registerVariables>>

const serviceVariables = [
  'KABINET_REGISTERS_URL',
  'KABINET_REGISTERS_CERT',
  'KABINET_REGISTERS_KEY',
  'KABINET_REGISTERS_CA',
] as const

/**
 * Reads which register is asked where, with every problem at once. The service's variables are judged also while no
 * register uses them: half a set is a mistake that should not wait for the day it is needed.
 */
export function readRegisterSources(env: Variables): {
  readonly sources: RegisterSources
  readonly problems: readonly string[]
} {
  const kinds = {
    births: env.KABINET_REGISTER_BIRTHS,
    kindergarten: env.KABINET_REGISTER_KINDERGARTEN,
    'mobile-citizens': env.KABINET_REGISTER_MOBILE_CITIZENS,
  }
  const isAsked = Object.values(kinds).includes('http') || serviceVariables.some((name) => env[name])
  const problems: string[] = []
  const service = isAsked ? readService(env, problems) : undefined
  const from = (kind: 'local' | 'http') => (kind === 'http' && service ? service : 'local')
  return {
    sources: {
      births: from(kinds.births),
      kindergarten: from(kinds.kindergarten),
      'mobile-citizens': from(kinds['mobile-citizens']),
    },
    problems,
  }
}

function readService(env: Variables, problems: string[]): MutualTls {
  const missing = serviceVariables.filter((name) => !env[name])
  if (missing.length > 0)
    problems.push(
      `${missing.join(', ')} missing: a register service takes all of ${serviceVariables.join(', ')}`,
    )
  const url = env.KABINET_REGISTERS_URL ?? ''
  if (url && !isServiceUrl(url))
    problems.push('KABINET_REGISTERS_URL must be an https address without a query, a fragment or a password')
  const pem = (name: (typeof serviceVariables)[number]) => readPem(name, env[name], problems)
  const service = {
    url,
    certificate: pem('KABINET_REGISTERS_CERT'),
    key: pem('KABINET_REGISTERS_KEY'),
    authority: pem('KABINET_REGISTERS_CA'),
  }
  problems.push(...pairProblems(service))
  return service
}

function isServiceUrl(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && !url.search && !url.hash && !url.username && !url.password
}

function readPem(name: string, file: string | undefined, problems: string[]): string {
  if (!file) return ''
  try {
    return readFileSync(file, 'utf8')
  } catch {
    problems.push(`${name} cannot be read`)
    return ''
  }
}

/** That the files hold what they should, so that a swapped or stale one is found at the start and not by a parent. */
function pairProblems({ certificate, key, authority }: MutualTls): string[] {
  const own = certificate ? attempt(() => new X509Certificate(certificate)) : undefined
  const secret = key ? attempt(() => createPrivateKey(key)) : undefined
  const problems: string[] = []
  if (certificate && !own) problems.push('KABINET_REGISTERS_CERT holds no certificate (PEM)')
  if (key && !secret) problems.push('KABINET_REGISTERS_KEY holds no private key (PEM, without a passphrase)')
  if (authority && !attempt(() => new X509Certificate(authority)))
    problems.push('KABINET_REGISTERS_CA holds no certificate (PEM)')
  if (own && secret && !own.checkPrivateKey(secret))
    problems.push('KABINET_REGISTERS_KEY is not the key of KABINET_REGISTERS_CERT')
  return problems
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
