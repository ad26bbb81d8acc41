import { bindingsOfAccount, waits } from '../account/bindings.ts'
import { type Deed, isAllowed } from '../account/restrictions.ts'
import type { CodeBmg, Reader, RestrictionKind, RestrictionReason } from '../database/tables.ts'
import type { Stop } from './explain-limits.ts'
import { stamp } from './words.ts'

/** What holds an account back whatever its counters say: its own state, restrictions, apps, the registers. */
export async function stoppedByState(
  reader: Reader,
  account: { id: string; hasPassword: boolean; hasNumber: boolean; closedAt: Date | null },
  now: Date,
): Promise<Stop[]> {
  const stops: Stop[] = []
  if (account.closedAt) {
    stops.push({
      says: `The account was closed at ${stamp(account.closedAt)} by its queue system.`,
      next: 'The queue system has to open it again.',
    })
  }
  if (!account.hasPassword) {
    stops.push({
      says: 'The account has no password: its queue system made it without one, or a case took it away.',
      next: 'Set one with «Забыли пароль?»; it needs the app on the account’s number.',
    })
  }
  if (!account.hasNumber) {
    stops.push({
      says: 'The account has no mobile number on record, so no app can be bound and no code shown.',
      next: 'The queue system has to record the number, or the legal representative takes the account over.',
    })
  }
  return [
    ...stops,
    ...(await restrictionsOf(reader, account.id, now)),
    ...(await appsOf(reader, account.id, now)),
    ...(await registerSaid(reader, account.id)),
  ]
}

const reasons: Record<RestrictionKind, Record<RestrictionReason, string>> = {
  limited: {
    'young-installation':
      'the password was recovered with a code from an app that was not there a day before',
    'number-unconfirmed':
      'the password was recovered while the register of mobile citizens did not confirm the number',
    contested: 'a recovery is contested, and a person decides about it',
    'owner-froze': 'the owner asked for it',
    transfer: 'a child was transferred to the account, and the former holder may object',
  },
  frozen: {
    'young-installation': 'an app was not there a day before',
    'number-unconfirmed': 'the register of mobile citizens did not confirm the number',
    contested: 'an objection was upheld, and no older app is left to be asked',
    'owner-froze': 'the owner had it frozen from something that was trusted before a contested recovery',
    transfer: 'a transfer does not freeze',
  },
  closed: {
    'young-installation': 'an app does not close',
    'number-unconfirmed': 'a register does not close',
    contested: 'a person decided so',
    'owner-froze': 'the owner asked for it',
    transfer: 'its last child was transferred to a legal representative; its holder can sign in and object',
  },
}

async function restrictionsOf(reader: Reader, accountId: string, now: Date): Promise<Stop[]> {
  const rows = await reader
    .selectFrom('restrictions')
    .leftJoin('cases', 'cases.id', 'restrictions.case_id')
    .where('restrictions.account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .orderBy('since')
    .select(['restrictions.kind', 'reason', 'since', 'until', 'number', 'decided_at'])
    .execute()
  return rows.map(({ kind, reason, since, until, number, decided_at }) => {
    const end = until ? `until ${stamp(until)}` : `until a person decides${number ? ` case ${number}` : ''}`
    const says = `${kind === 'frozen' ? 'Frozen' : 'Limited mode'} since ${stamp(since)}, ${end}: ${reasons[kind][reason]}.`
    if (until)
      return {
        says,
        next: 'An app that was there a day before can end it («Это я»); else it ends by itself.',
      }
    const command = decided_at ? `release ${number} --by NAME` : `decide ${number} …`
    return { says, next: `Whoever decides: kabinet cases show ${number}, then kabinet cases ${command}` }
  })
}

async function appsOf(reader: Reader, accountId: string, now: Date): Promise<Stop[]> {
  const apps = await bindingsOfAccount(reader, accountId)
  if (apps.length === 0) {
    return [
      {
        says: 'No app is bound to the account, so nothing can show a recovery code.',
        next: 'Activate the app with the one-time password of the recovery page («У меня нет приложения») or of the cabinet.',
      },
    ]
  }
  return apps.flatMap((app) => {
    if (!app.hasNumber) {
      return [
        {
          says: `The app on ${app.device} is bound to another number than the account has now.`,
          next: 'Activate it again with the account’s number.',
        },
      ]
    }
    if (!waits(app, now) || !app.waitsUntil) return []
    return [
      {
        says: `The app on ${app.device} shows no codes before ${stamp(app.waitsUntil)}: an older app is asked first (activation.installations).`,
        next: 'Tap «Это я» in the older app, or wait.',
      },
    ]
  })
}

const answers: Record<Exclude<CodeBmg, 'match'>, Stop> = {
  mismatch: {
    says: 'the number belongs to somebody else’s IIN, so no code is shown',
    next: 'The number’s owner has to be put right in BMG (eGov), or another number into the account.',
  },
  'not-registered': {
    says: 'it does not know the number; a code is shown, and a recovery with it leads to limited mode',
    next: 'Register the number in BMG (eGov); limited mode ends by itself.',
  },
  unavailable: {
    says: 'it did not answer; a code is shown, and a recovery with it leads to limited mode',
    next: 'Ask for a new code later, or go on: limited mode ends by itself.',
  },
}

/** What the register of mobile citizens said when the newest code was asked for. */
async function registerSaid(reader: Reader, accountId: string): Promise<Stop[]> {
  const row = await reader
    .selectFrom('recoveries')
    .where('account_id', '=', accountId)
    .where('code_bmg', 'is not', null)
    .orderBy('code_minted_at', 'desc')
    .select(['code_bmg', 'code_minted_at'])
    .executeTakeFirst()
  if (!row?.code_bmg || !row.code_minted_at || row.code_bmg === 'match') return []
  const { says, next } = answers[row.code_bmg]
  return [
    { says: `The register of mobile citizens (BMG) said at ${stamp(row.code_minted_at)}: ${says}.`, next },
  ]
}

const deeds: Record<Deed, string> = {
  'sign-in': 'signing in',
  'read-feed': 'reading the feed',
  'confirm-referral': 'confirming a referral',
  'show-code': 'showing a code in the app',
  activate: 'activating an app',
  'change-number': 'changing the number',
  'change-installations': 'removing apps',
  'change-security': 'changing the password',
  'print-codes': 'printed recovery codes',
  'change-addresses': 'e-mail addresses for notices',
  transfer: 'transfer',
  'trust-browser': 'earning a browser’s trust',
}

/** What a restriction leaves open, and what it closes. */
export function openDeeds(kind: RestrictionKind | undefined): { open: string[]; closed: string[] } {
  const restriction = kind && { kind }
  const all = Object.entries(deeds) as [Deed, string][]
  const words = (isOpen: boolean) =>
    all.flatMap(([deed, word]) => (isAllowed(restriction, deed) === isOpen ? word : []))
  return { open: words(true), closed: words(false) }
}
