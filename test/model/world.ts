import type { Limits } from '../../src/domain/limits.ts'

/** Two accounts that share a number, and an IIN that nobody has. */
export type Account = 'one' | 'other'
export type Whose = Account | 'nobody'
export type Register = 'match' | 'mismatch' | 'not-registered'

/** What one person does next. Numbers name things by their place; of bindings, requests, codes counted from the newest. */
export type Action =
  | { do: 'ask'; browser: number; whose: Whose }
  | { do: 'send'; browser: number }
  | { do: 'open-cabinet'; account: Account }
  | { do: 'activate'; installation: number; from: 'page' | 'secret'; which: number; isRightNumber: boolean }
  | { do: 'show'; installation: number; request: number }
  | { do: 'refuse-request'; installation: number; request: number }
  | { do: 'refuse-binding'; installation: number; binding: number }
  | { do: 'approve'; installation: number; binding: number }
  | { do: 'end-limited'; installation: number; account: Account }
  | { do: 'enter'; browser: number; code: 'own' | 'wrong' | number }
  | { do: 'look'; installation: number }
  | { do: 'remove'; installation: number }
  | { do: 'sign-in'; account: Account }
  | { do: 'contest'; account: Account }
  | { do: 'freeze'; account: Account }
  | { do: 'register'; says: Register }
  | { do: 'wait'; seconds: number }

/** What the person is told, and what came into being by it. */
export type Outcome = {
  readonly is: string
  readonly request?: number
  readonly secret?: number
  readonly binding?: number
  readonly code?: number
}

export type Request = {
  readonly browser: number
  readonly whose: Whose
  readonly expiresAt: number
  sentAt: number
  tries: number
  codeTries: number
  /** The place of the living code among all. */
  code: number | null
  codeUntil: number
  codeBinding: number | null
  bmg: Register | null
  ended: 'done' | 'refused' | 'replaced' | null
  endedAt: number
}
export type Binding = {
  readonly account: Account
  readonly installation: number
  readonly madeAt: number
  through: 'public' | 'cabinet'
  waitsUntil: number | null
  approved: boolean
  alive: boolean
}
export type Secret = {
  readonly request: number | null
  readonly account: Account | null
  until: number
  tries: number
  used: boolean
}
export type Restriction = {
  readonly kind: 'limited' | 'frozen'
  readonly isContest: boolean
  readonly since: number
  readonly until: number
  ended: boolean
}
export type AccountState = {
  /** How many passwords a recovery has set. */
  password: number
  sessions: number
  hasCase: boolean
  readonly restrictions: Restriction[]
}

/** Everything that the rules know, in numbers: milliseconds since the beginning. */
export type World = {
  readonly limits: Limits
  now: number
  register: Register
  readonly accounts: Record<Account, AccountState>
  readonly browsers: ({ whose: Whose; request: number; until: number } | null)[]
  /** When each was last seen; null: it has not said hello, or was removed. */
  readonly seen: (number | null)[]
  readonly requests: Request[]
  readonly bindings: Binding[]
  readonly secrets: Secret[]
  /** For which request each code was shown. */
  readonly codes: { request: number; binding: number }[]
}

export const browsers = 4
export const installations = 5

export function newWorld(limits: Limits): World {
  const account = (): AccountState => ({ password: 0, sessions: 0, hasCase: false, restrictions: [] })
  return {
    limits,
    now: 0,
    register: 'match',
    accounts: { one: account(), other: account() },
    browsers: Array(browsers).fill(null),
    seen: Array(installations).fill(null),
    requests: [],
    bindings: [],
    secrets: [],
    codes: [],
  }
}

/** The place of the so-many-newest of a list, undefined when there are fewer. */
export function newest(list: readonly unknown[], back: number): number | undefined {
  const place = list.length - 1 - back
  return place >= 0 ? place : undefined
}

export type InForce = { kind: 'limited' | 'frozen'; until: number; since: number; isContest: boolean }

/** The restriction in force: frozen before limited, the latest end of that kind. */
export function inForce(world: World, account: Account): InForce | undefined {
  const all = world.accounts[account].restrictions.filter((each) => !each.ended && each.until > world.now)
  const kind = all.some((each) => each.kind === 'frozen') ? 'frozen' : 'limited'
  const same = all.filter((each) => each.kind === kind)
  if (same.length === 0) return undefined
  return {
    kind,
    until: Math.max(...same.map(({ until }) => until)),
    since: Math.min(...same.map(({ since }) => since)),
    isContest: same.some(({ isContest }) => isContest),
  }
}

export function waits(world: World, binding: Binding): boolean {
  return !binding.approved && binding.waitsUntil !== null && binding.waitsUntil > world.now
}

/** The living binding between an installation and an account. */
export function bindingOf(world: World, installation: number, whose: Whose): number | undefined {
  const place = world.bindings.findIndex(
    (each) => each.alive && each.installation === installation && each.account === whose,
  )
  return place < 0 ? undefined : place
}

/** The flow of a browser, while it lives. */
export function flowOf(world: World, browser: number) {
  const flow = world.browsers[browser]
  return flow && flow.until > world.now ? flow : undefined
}

export function isLive(world: World, request: Request): boolean {
  return request.ended === null && request.expiresAt > world.now
}
