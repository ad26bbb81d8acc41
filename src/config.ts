import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Key } from './database/keyring.ts'
import { readKeys } from './key-list.ts'
import { type MailRoute, readMailRoute } from './mail-route.ts'
import { type RegisterSources, readRegisterSources, registerVariables } from './registries/sources.ts'

/**
 * Password hashes of other systems work on libuv's pool of four threads. It must be wider than the cores, or files and name
 * look-ups wait behind hashes; it can only be widened before its first use, so this stands at the top of the program.
 */
process.env.UV_THREADPOOL_SIZE ??= String(availableParallelism() + 4)

/** How Kabinet was started. Production refuses what the others allow. */
export type Mode = 'demo' | 'production' | 'test'

export type Config = {
  readonly mode: Mode
  readonly port: number
  /** The address to listen on; undefined is every address, IPv6 where the machine has it. */
  readonly host: string | undefined
  readonly publicOrigin: string
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  readonly keys: readonly Key[]
  /** Addresses or CIDR blocks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** The assisted route: whom a parent can call or visit when no page helps. */
  readonly assistedContact: string
  readonly possessionProof: 'none' | 'sms'
  /** The HTTP gateway that sends SMS; undefined where the deployment has none. */
  readonly sms: { readonly url: string; readonly key: string } | undefined
  /** Where mails leave; undefined where the deployment sends none. A demo shows them in its terminal. */
  readonly mail: MailRoute | undefined
  /** Where each state register's answers come from. */
  readonly registers: RegisterSources
  /** Whether push services on this machine and plain http are allowed: for tests and demos only. */
  readonly allowLocalPush: boolean
  /** How many digits a confirmation code has at least: the manual's 4, or 6. */
  readonly codeDigits: 4 | 6
  /** Where the head of the audit's chain is told, outside the database: a file, and an address where there is one. */
  readonly auditAnchors: { readonly file: string; readonly url: string | undefined }
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** How long a stopping node still serves while `/readyz` says 503, so that its proxy turns to the others. */
  readonly drainMilliseconds: number
}

/** One reason the environment cannot be used, in words for the operator. */
export type ConfigProblem = string

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  KABINET_DATA: z.string().min(1).default('data'),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  KABINET_PUBLIC_ORIGIN: z.string().optional(),
  KABINET_KEYS: z.string().optional(),
  KABINET_KEY_FILE: z.string().optional(),
  KABINET_TRUSTED_PROXY: z.string().optional(),
  KABINET_ASSISTED_CONTACT: z.string().optional(),
  KABINET_POSSESSION_PROOF: z.enum(['none', 'sms']).optional(),
  KABINET_SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  KABINET_SMS_KEY: z.string().min(16).optional(),
  KABINET_SMTP_URL: z.string().optional(),
  KABINET_MAIL_FROM: z.string().optional(),
  KABINET_PUSH_LOCAL: z.enum(['yes', 'no']).default('no'),
  KABINET_CODE_DIGITS: z.enum(['4', '6']).default('4'),
  KABINET_AUDIT_ANCHOR: z.string().optional(),
  KABINET_DRAIN_SECONDS: z.coerce.number().min(0).max(60).optional(),
  KABINET_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  ...registerVariables,
})

/** Longer than a proxy that asks every second needs to hear of it: deploy/haproxy.cfg (decision 17). */
const drainSeconds = { production: 5, demo: 0, test: 0 } as const

/** What may stand in a file instead, named by the same name and `_FILE`: environments are shown by process lists. */
const secrets = ['DATABASE_URL', 'KABINET_SMS_KEY'] as const

/** Public on purpose: whoever sees them knows that the deployment is a demo. Production refuses them. */
export const demoKeys: readonly Key[] = [{ id: 'demo', secret: 'kabinet-demo-key-that-protects-nothing' }]

/**
 * Reads the environment once. Returns the frozen configuration, or every problem at once, so that an operator
 * repairs a deployment in one round.
 */
export function readConfig(
  mode: Mode,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { ok: true; config: Config } | { ok: false; problems: readonly ConfigProblem[] } {
  const blanksAway = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const unread = readSecrets(blanksAway)
  const { env, misread } = readVariables(blanksAway)
  const keys = readKeys(env.KABINET_KEYS, env.KABINET_KEY_FILE)
  const proxies = (env.KABINET_TRUSTED_PROXY ?? '').split(',').flatMap((part) => part.trim() || [])
  const registers = readRegisterSources(env)
  const mail = readMailRoute(mode, env)
  const problems = [
    ...unread,
    ...keys.problems,
    ...originProblems(env.KABINET_PUBLIC_ORIGIN),
    ...proxyProblems(proxies),
    ...registers.problems,
    ...mail.problems,
  ]
  if ((env.KABINET_SMS_URL === undefined) !== (env.KABINET_SMS_KEY === undefined)) {
    problems.push('KABINET_SMS_URL and KABINET_SMS_KEY belong together: set both or neither')
  }
  if (env.KABINET_POSSESSION_PROOF === 'sms' && !env.KABINET_SMS_URL) {
    problems.push(
      'KABINET_POSSESSION_PROOF is "sms", so KABINET_SMS_URL and KABINET_SMS_KEY must name the gateway',
    )
  }
  const anchors = readAnchors(env.KABINET_AUDIT_ANCHOR, env.KABINET_DATA)
  if (anchors.url && URL.parse(anchors.url)?.protocol !== 'https:') {
    problems.push('KABINET_AUDIT_ANCHOR must be a file or start with https://')
  }
  if (mode === 'production') {
    if (env.KABINET_SMS_URL && !env.KABINET_SMS_URL.startsWith('https://')) {
      problems.push('KABINET_SMS_URL must start with https://')
    }
    if (env.KABINET_PUSH_LOCAL === 'yes') {
      problems.push('KABINET_PUSH_LOCAL is for tests and demos: push services must be public')
    }
    if (keys.keys.length === 0 && keys.problems.length === 0) {
      problems.push(
        'KABINET_KEYS or KABINET_KEY_FILE is missing: one "id:secret" a line, made with `kabinet keys new`',
      )
    }
    if (keys.keys.some((key) => demoKeys.some((demo) => demo.secret === key.secret))) {
      problems.push('KABINET_KEYS holds the demo key, which everybody knows')
    }
    if (!env.KABINET_PUBLIC_ORIGIN)
      problems.push('KABINET_PUBLIC_ORIGIN is missing, e.g. https://kabinet.example.kz')
    else if (!env.KABINET_PUBLIC_ORIGIN.startsWith('https://')) {
      problems.push('KABINET_PUBLIC_ORIGIN must start with https://')
    }
    if (!env.KABINET_TRUSTED_PROXY) {
      problems.push(
        'KABINET_TRUSTED_PROXY is missing: the addresses of the proxy that ends TLS, e.g. 127.0.0.1,10.0.0.0/8',
      )
    }
    if (!env.KABINET_ASSISTED_CONTACT) {
      problems.push(
        'KABINET_ASSISTED_CONTACT is missing: the phone or office that helps a parent no page can help',
      )
    }
    if (!env.KABINET_POSSESSION_PROOF) {
      problems.push(
        'KABINET_POSSESSION_PROOF is missing: "sms" or "none", how holding a number is proven at activation',
      )
    }
  }
  if (problems.length + misread.size > 0) {
    // What else is wrong with a variable that cannot be read shows once it can.
    const names = [...misread.keys()]
    const others = problems.filter((problem) => !names.some((name) => problem.includes(name)))
    return { ok: false, problems: [...misread.values(), ...others] }
  }

  return {
    ok: true,
    config: Object.freeze({
      mode,
      port: env.PORT,
      host: env.HOST,
      publicOrigin: env.KABINET_PUBLIC_ORIGIN ?? `http://localhost:${env.PORT}`,
      dataFolder: resolve(env.KABINET_DATA),
      databaseUrl: env.DATABASE_URL,
      keys: keys.keys.length > 0 ? keys.keys : demoKeys,
      trustedProxies: proxies,
      assistedContact: env.KABINET_ASSISTED_CONTACT ?? '+7 7172 00-00-00 (demo)',
      possessionProof: env.KABINET_POSSESSION_PROOF ?? 'none',
      sms:
        env.KABINET_SMS_URL && env.KABINET_SMS_KEY
          ? { url: env.KABINET_SMS_URL, key: env.KABINET_SMS_KEY }
          : undefined,
      mail: mail.route,
      registers: registers.sources,
      allowLocalPush: env.KABINET_PUSH_LOCAL === 'yes',
      codeDigits: env.KABINET_CODE_DIGITS === '6' ? 6 : 4,
      auditAnchors: anchors,
      drainMilliseconds: 1000 * (env.KABINET_DRAIN_SECONDS ?? drainSeconds[mode]),
      logLevel: env.KABINET_LOG ?? (mode === 'demo' ? 'warn' : 'info'),
    }),
  }
}

/** The variables, without those that cannot be read, and what is wrong with these by their names. */
function readVariables(environment: Readonly<Record<string, string | undefined>>) {
  const read = variables.safeParse(environment)
  const misread = new Map<string, ConfigProblem>()
  if (read.success) return { env: read.data, misread }
  for (const { path, message } of read.error.issues)
    misread.set(String(path[0]), `${path.join('.')}: ${message}`)
  const others = Object.entries(environment).filter(([name]) => !misread.has(name))
  return { env: variables.parse(Object.fromEntries(others)), misread }
}

/** Puts what secrets' files hold into their variables. */
function readSecrets(environment: Record<string, string | undefined>): ConfigProblem[] {
  return secrets.flatMap((name) => {
    const file = environment[`${name}_FILE`]
    if (!file) return []
    if (environment[name]) return `${name} and ${name}_FILE exclude each other: set one`
    try {
      environment[name] = readFileSync(file, 'utf8').trim()
      return []
    } catch {
      return `${name}_FILE cannot be read`
    }
  })
}

/** An address is told beside the file, so that `kabinet audit verify` always has one to read. */
function readAnchors(named: string | undefined, dataFolder: string): Config['auditAnchors'] {
  const usual = resolve(dataFolder, 'audit-anchors.jsonl')
  if (named?.includes('://')) return { file: usual, url: named }
  return { file: named ? resolve(named) : usual, url: undefined }
}

function proxyProblems(proxies: readonly string[]): ConfigProblem[] {
  const isBlock = (proxy: string) => {
    const [address = '', prefix, ...rest] = proxy.split('/')
    const bits = isIP(address) === 6 ? 128 : 32
    return (
      isIP(address) > 0 &&
      rest.length === 0 &&
      (prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= bits))
    )
  }
  return proxies.every(isBlock)
    ? []
    : ['KABINET_TRUSTED_PROXY must be addresses or CIDR blocks, e.g. 127.0.0.1,10.0.0.0/8']
}

function originProblems(origin: string | undefined): ConfigProblem[] {
  if (!origin) return []
  const url = URL.parse(origin)
  return url && url.origin === origin
    ? []
    : ['KABINET_PUBLIC_ORIGIN must be an origin only, e.g. https://kabinet.example.kz']
}
