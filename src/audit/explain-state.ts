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
  // Nothing else is true of it: its password, apps and requests went with it.
  if (account.closedAt) return [closedForGood(account.closedAt)]
  const stops: Stop[] = []
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

function closedForGood(at: Date): Stop {
  return {
    says: `The account was closed for good at ${stamp(at)}: a transfer had left it without a child for 30 days (limits.transfer.objection), or a case undid the transfer that had made it.`,
    next: 'Nobody signs in to it, and no import opens it. Its holder gets an account again by claiming a child as the legal representative.',
  }
}

const older = 'An app that was there a day before can end it («Это я»); else it ends by itself.'
const decided = 'Whoever decides: kabinet cases'

/** What holds an account back under each kind and reason that is ever written; `next` unless a case decides. */
const restrictionWords: Readonly<Partial<Record<`${RestrictionKind} ${RestrictionReason}`, Stop>>> = {
  'limited young-installation': {
    says: 'the password was recovered with a code from an app that was not there a day before',
    next: older,
  },
  'limited number-unconfirmed': {
    says: 'the password was recovered while the register of mobile citizens did not confirm the number',
    next: older,
  },
  'limited contested': {
    says: 'a recovery is contested, or a transfer to or from the account, and a person decides about it',
    next: decided,
  },
  'limited transfer': {
    says: 'a child was transferred to the account, and the former holder may object',
    next: 'The former holder can end it («Я согласен» in the app or the cabinet), and «Это я» cannot; else it ends by itself.',
  },
  'frozen contested': {
    says: 'an objection was upheld, and no older app is left to be asked',
    next: decided,
  },
  'frozen owner-froze': {
    says: 'the owner had it frozen from something that was trusted before a contested recovery',
    next: decided,
  },
  'closed transfer': {
    says: 'its last child was transferred to a legal representative',
    next: 'Its holder signs in to one page, and can object there for 30 days after the transfer (limits.transfer.objection) unless a case has decided about it. It opens again when the objection is upheld, when a queue system records a child for its holder, or when they claim one.',
  },
}
const kinds: Record<RestrictionKind, string> = {
  limited: 'Limited mode',
  frozen: 'Frozen',
  closed: 'Closed, but for one page,',
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
    const words = restrictionWords[`${kind} ${reason}`] ?? { says: reason, next: decided }
    const end = until ? `, until ${stamp(until)}` : number ? `, until a person decides case ${number}` : ''
    const says = `${kinds[kind]} since ${stamp(since)}${end}: ${words.says}.`
    if (!number) return { says, next: words.next }
    const command = decided_at ? `release ${number} --by NAME` : `decide ${number} …`
    return { says, next: `${decided} show ${number}, then kabinet cases ${command}` }
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

/** What a restriction leaves open, and what it closes; an account that is closed for good has nothing. */
export function openDeeds(kind: RestrictionKind | 'closed-for-good' | undefined): {
  open: string[]
  closed: string[]
} {
  if (kind === 'closed-for-good') return { open: [], closed: Object.values(deeds) }
  const all = Object.entries(deeds) as [Deed, string][]
  const words = (isOpen: boolean) =>
    all.flatMap(([deed, word]) => (isAllowed(kind && { kind }, deed) === isOpen ? word : []))
  const [open, closed] = [words(true), words(false)]
  if (kind !== 'closed') return { open, closed }
  const onePage = 'signing in to the one page that tells of the transfer'
  return { open: [onePage], closed: closed.filter((word) => word !== deeds['sign-in']) }
}
