import { sql } from 'kysely'
import { personInBrowser } from '../account/fresh-budget.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Limits } from '../domain/limits.ts'
import type { Phone } from '../domain/phone.ts'
import { stamp } from './words.ts'

/** Something that holds a parent back now: what, and what they can do. */
export type Stop = { readonly says: string; readonly next: string }

/** One person's counters: under which rule and key they stand, which limit they belong to, and what helps. */
type Counted = {
  readonly rule: string
  readonly key: Buffer
  readonly limit: string
  readonly most: number
  readonly by: string
  readonly next: string
  /** Held back once the count is past `most`, where no block is written into the row. */
  readonly isWindow?: true
}

export type Whose = {
  readonly iinIndex: Buffer
  readonly accountId: string | undefined
  readonly phone: Phone | null
}

/**
 * What the counters hold back of one person at this moment, and those that count without holding anything back. Delays of a network are not among them: they are kept by
 * address, not by person, and never shut anybody out.
 */
export async function stoppedByLimits(
  reader: Reader,
  parts: { keyring: Keyring; limits: Limits },
  whose: Whose,
  now: Date,
): Promise<{ stops: Stop[]; counts: string[] }> {
  const counted = [
    ...ofIin(parts.limits, whose.iinIndex),
    ...(await ofBrowsers(reader, parts.limits, whose)),
    ...(whose.accountId ? await ofAccount(reader, parts, whose.accountId) : []),
  ]
  const rows = await reader
    .selectFrom('limit_counters')
    .where('key', 'in', [...new Set(counted.map(({ key }) => key))])
    .where('expires_at', '>', now)
    .selectAll()
    .execute()
  const counts: string[] = []
  const stops = counted.flatMap((each) => {
    const row = rows.find(({ rule, key }) => rule === each.rule && key.equals(each.key))
    if (!row || row.taken === 0) return []
    const until = each.isWindow ? row.taken >= each.most && row.expires_at : row.blocked_until
    if (!until || until <= now) {
      counts.push(
        `${each.limit}: ${row.taken} taken of ${each.most}, ${each.by}; forgotten at ${stamp(row.expires_at)}`,
      )
      return []
    }
    const says = `${each.limit}: ${row.taken} taken where ${each.most} are free, ${each.by}; free again at ${stamp(until)}.`
    return [{ says, next: each.next }]
  })
  return { stops: [...stops, ...(await stoppedAlerts(reader, parts, whose, now))], counts }
}

function ofIin({ signIn, codes }: Limits, key: Buffer): Counted[] {
  return [
    {
      rule: 'sign-in.iin',
      key,
      limit: 'signIn.failuresPerIin',
      most: signIn.failuresPerIin.attempts,
      by: 'wrong passwords from browsers that the account does not trust (anybody can fill this one)',
      next: 'Sign in from a browser that has signed in before, which counts apart; or recover the password; or wait.',
    },
    {
      rule: 'codes.wrong-account',
      key,
      limit: 'codes.wrongPerAccount',
      most: codes.wrongPerAccount.tries,
      by: 'wrong codes typed',
      isWindow: true,
      next: `Nothing is closed: codes of this account have ${codes.wrongPerAccount.digitsBeyond} digits until then.`,
    },
  ]
}

/** The counts that the person's own browsers have: those the account trusts or trusted, and those that asked for a recovery. */
async function ofBrowsers(reader: Reader, { signIn }: Limits, whose: Whose): Promise<Counted[]> {
  const asked = await reader
    .selectFrom('recoveries')
    .where('iin_index', '=', whose.iinIndex)
    .select(['browser_hash', 'browser'])
    .distinct()
    .execute()
  const known = whose.accountId
    ? await reader
        .selectFrom('trusted_browsers')
        .where('account_id', '=', whose.accountId)
        .select(['browser_hash', 'browser'])
        .execute()
    : []
  const own = new Map([...asked, ...known].map((each) => [each.browser_hash.toString('hex'), each]))
  const { failuresPerTrustedBrowser: trusted, failuresAfterRecovery: after } = signIn
  return [...own.values()].flatMap(({ browser_hash, browser }) => {
    const shared = {
      key: personInBrowser(whose.iinIndex, browser_hash),
      by: `wrong passwords in one browser (${browser})`,
      next: 'Wait, sign in from another browser, or recover the password.',
    }
    const perBrowser = { limit: 'signIn.failuresPerTrustedBrowser', most: trusted.attempts }
    return [
      { ...shared, ...perBrowser, rule: 'sign-in.trusted-browser' },
      { ...shared, ...perBrowser, rule: 'sign-in.distrusted-browser' },
      {
        ...shared,
        rule: 'sign-in.after-recovery',
        limit: 'signIn.failuresAfterRecovery',
        most: after.attempts,
      },
    ]
  })
}

async function ofAccount(
  reader: Reader,
  { keyring, limits }: { keyring: Keyring; limits: Limits },
  accountId: string,
): Promise<Counted[]> {
  const sessions = await reader
    .selectFrom('sessions')
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .select('public_id')
    .execute()
  const apps = await reader
    .selectFrom('bindings')
    .innerJoin('installations', 'installations.id', 'bindings.installation_id')
    .where('bindings.account_id', '=', accountId)
    .select(['installations.thumbprint', 'installations.device'])
    .distinctOn('installations.id')
    .execute()
  const { wrongNumbersPerAccount, perInstallation } = limits.activation
  return [
    {
      rule: 'activation.wrong-numbers',
      key: keyring.mac('limits.activation', accountId),
      limit: 'activation.wrongNumbersPerAccount',
      most: wrongNumbersPerAccount.tries + 1,
      by: 'wrong numbers typed with one-time passwords of the recovery page (anybody can fill this one)',
      isWindow: true,
      next: 'Activate the app from the cabinet, which does not count here; or wait.',
    },
    ...sessions.map(({ public_id }) => ({
      rule: 'cabinet.own-password',
      key: keyring.mac('limits.session', public_id),
      limit: 'signIn.failuresPerTrustedBrowser',
      most: limits.signIn.failuresPerTrustedBrowser.attempts,
      by: 'wrong passwords typed before Security in an open session',
      next: 'Wait, or sign out and in again.',
    })),
    ...apps.map(({ thumbprint, device }) => ({
      rule: 'activation.installation',
      key: thumbprint,
      limit: 'activation.perInstallation',
      most: perInstallation.attempts,
      by: `wrong one-time passwords or numbers in one app (${device})`,
      next: 'Wait; a fresh one-time password and the account’s own number are needed then.',
    })),
  ]
}

/** Alerts and SMS are sliding windows of their own, in another table. */
async function stoppedAlerts(
  reader: Reader,
  { keyring, limits }: { keyring: Keyring; limits: Limits },
  { accountId, phone }: Whose,
  now: Date,
): Promise<Stop[]> {
  const budgets = [
    ...(accountId
      ? [
          {
            rule: 'alerts.push.perAccount',
            key: keyring.index('alerts', accountId),
            most: limits.alerts.perAccount.alerts,
            says: 'alerts.perAccount: the phone is not alerted again for requests from unknown browsers',
            next: 'Open the app: it lists every request and shows the code all the same.',
          },
        ]
      : []),
    ...(phone
      ? [
          {
            rule: 'possession.perNumber',
            key: keyring.index('possession', phone),
            most: limits.activation.wrongNumbersPerAccount.tries,
            says: 'activation.wrongNumbersPerAccount: no more SMS go to the account’s number',
            next: 'Wait; nobody else can help with an SMS either.',
          },
        ]
      : []),
  ]
  const stops: Stop[] = []
  for (const { rule, key, most, says, next } of budgets) {
    const { rows } = await sql<{ count: number; until: Date | null }>`
      select count(*)::int as count, min(expires_at) as until from limit_marks
       where rule = ${rule} and key = ${key} and expires_at > ${now}`.execute(reader)
    const row = rows[0]
    if (row?.until && row.count >= most) {
      stops.push({ says: `${says} (${row.count} of ${most} used); free again at ${stamp(row.until)}.`, next })
    }
  }
  return stops
}
