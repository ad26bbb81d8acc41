import { sql } from 'kysely'
import { personInBrowser } from '../account/fresh-budget.ts'
import {
  activationKey,
  alertsKey,
  answersKey,
  caseNumbersKey,
  everybodyKey,
  mailsKey,
  mailTriesKey,
  sessionKey,
  smsKey,
  trustedName,
} from '../account/limit-keys.ts'
import { noticeAddresses } from '../account/notice-addresses.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Phone } from '../domain/phone.ts'
import type { ExplainedRule } from './explain-rules.ts'

/** One count that may hold somebody back; `of` tells it from others of the same rule, without personal data. */
export type Count = { readonly rule: ExplainedRule; readonly key: Buffer; readonly of?: string }

export type Whose = {
  readonly iinIndex: Buffer
  readonly accountId: string | undefined
  readonly phone: Phone | null
}

type Place = { readonly reader: Reader; readonly keyring: Keyring; readonly now: Date }

/** Where every count of a person may stand: by IIN, account, browser, app, number, e-mail address and child. */
export async function countsOf(place: Place, whose: Whose): Promise<Count[]> {
  const key = whose.iinIndex
  return [
    { rule: 'sign-in.iin', key },
    { rule: 'codes.wrong-account', key },
    { rule: 'codes.wrong-overall', key: everybodyKey },
    ...(await ofBrowsers(place, whose)),
    ...(await ofApps(place, whose)),
    ...(await ofNumbers(place, whose)),
    ...(await ofChildren(place, whose)),
    ...(await ofCaseNumbers(place, whose)),
    ...(whose.accountId ? await ofAccount(place, whose.accountId) : []),
  ]
}

/** The person's own browsers: those that the account trusts or trusted, and those that asked for a recovery. */
async function ofBrowsers({ reader, keyring }: Place, { iinIndex, accountId }: Whose): Promise<Count[]> {
  const asked = await reader
    .selectFrom('recoveries')
    .where('iin_index', '=', iinIndex)
    .select(['browser_hash', 'browser'])
    .distinct()
    .execute()
  const known = accountId
    ? await reader
        .selectFrom('trusted_browsers')
        .where('account_id', '=', accountId)
        .select(['browser_hash', 'browser'])
        .execute()
    : []
  const own = new Map([...asked, ...known].map((each) => [each.browser_hash.toString('hex'), each]))
  const rules = ['sign-in.trusted-browser', 'sign-in.distrusted-browser', 'sign-in.after-recovery'] as const
  const signIns = [...own.values()].flatMap(({ browser_hash, browser }) =>
    rules.map((rule) => ({ rule, key: personInBrowser(iinIndex, browser_hash), of: browser })),
  )
  const alerts = known.flatMap(({ browser_hash, browser }) =>
    (['alerts.push.perTrustedBrowser', 'alerts.feed.perTrustedBrowser'] as const).map((rule) => ({
      rule,
      key: alertsKey(keyring, accountId ?? '', trustedName(browser_hash)),
      of: browser,
    })),
  )
  return [...signIns, ...alerts]
}

/** Apps that are or were bound to the account, or to a claim of the person. One that never was is nobody's yet. */
async function ofApps({ reader }: Place, { iinIndex, accountId }: Whose): Promise<Count[]> {
  const apps = await reader
    .selectFrom('bindings')
    .innerJoin('installations', 'installations.id', 'bindings.installation_id')
    .where(
      sql<boolean>`(bindings.account_id = ${accountId ?? null}::uuid
        or bindings.transfer_id = any(array(select id from transfers where claimant_index = ${iinIndex})))`,
    )
    .select(['installations.thumbprint', 'installations.device'])
    .distinctOn('installations.id')
    .execute()
  return apps.map(({ thumbprint, device }) => ({
    rule: 'activation.installation',
    key: thumbprint,
    of: device,
  }))
}

/** SMS go to the account's number, and to those that the person claims with. */
async function ofNumbers({ reader, keyring }: Place, { iinIndex, phone }: Whose): Promise<Count[]> {
  const claims = await reader
    .selectFrom('transfers')
    .where('claimant_index', '=', iinIndex)
    .where('phone_sealed', 'is not', null)
    .select('phone_sealed')
    .execute()
  const claimed = claims.flatMap(({ phone_sealed }) =>
    phone_sealed ? [keyring.open('transfers.phone', phone_sealed) as Phone] : [],
  )
  const others = new Set(claimed.filter((each) => each !== phone))
  const all = [
    ...(phone ? [{ number: phone, what: 'the account’s number' }] : []),
    ...[...others].map((number) => ({ number, what: 'a number of a claim' })),
  ]
  return all.flatMap(({ number, what }) =>
    (['public', 'cabinet'] as const).map((through) => ({
      rule: 'possession.perNumber',
      key: smsKey(keyring, { through, key: iinIndex }, number),
      of: `${what}, from ${through === 'public' ? 'public pages' : 'the cabinet'}`,
    })),
  )
}

/** Children of whom the registers, a claim or the account know, and the person as a child. Whoever is past a limit has a claim. */
async function ofChildren({ reader, keyring }: Place, { iinIndex, accountId }: Whose): Promise<Count[]> {
  const { rows } = await sql<{ child_index: Buffer }>`
    select child_index from births where first_parent_index = ${iinIndex}
    union select child_index from births where second_parent_index = ${iinIndex}
    union select child_index from children where applicant_index = ${iinIndex}
    union select child_index from children where account_id = ${accountId ?? null}::uuid
    union select child_index from transfers where claimant_index = ${iinIndex}`.execute(reader)
  const rules = [
    'transfer.answers-pair-day',
    'transfer.answers-pair-month',
    'transfer.proven-pair-day',
    'transfer.proven-pair-month',
  ] as const
  return [
    { rule: 'transfer.answers-child', key: answersKey(keyring, iinIndex), of: 'this IIN as a child' },
    ...rows.flatMap(({ child_index: child }): Count[] => [
      { rule: 'transfer.answers-child', key: answersKey(keyring, child) },
      ...rules.map((rule) => ({ rule, key: answersKey(keyring, child, iinIndex) })),
    ]),
  ]
}

/** Case numbers are typed on pages that begin with a recovery request: its address is the journey's. */
async function ofCaseNumbers({ reader, keyring, now }: Place, { iinIndex }: Whose): Promise<Count[]> {
  const asked = await reader
    .selectFrom('recoveries')
    .where('iin_index', '=', iinIndex)
    .where('asked_at', '>', new Date(now.getTime() - 2 * 86_400_000))
    .distinctOn('address_mark')
    .select('address_sealed')
    .execute()
  return asked.map(({ address_sealed }) => {
    const address = keyring.open('recoveries.address', address_sealed)
    return { rule: 'transfer.case-numbers', key: caseNumbersKey(keyring, iinIndex, address) }
  })
}

async function ofAccount({ reader, keyring }: Place, accountId: string): Promise<Count[]> {
  const sessions = await reader
    .selectFrom('sessions')
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .select(['public_id', 'browser'])
    .execute()
  const emails = await noticeAddresses(reader, keyring, accountId)
  const alerts = alertsKey(keyring, accountId, null)
  return [
    { rule: 'activation.wrong-numbers', key: activationKey(keyring, accountId) },
    { rule: 'activation.public-bindings', key: activationKey(keyring, accountId) },
    { rule: 'alerts.push.perAccount', key: alerts, of: 'pushes' },
    { rule: 'alerts.feed.perAccount', key: alerts, of: 'the feed alone' },
    { rule: 'addresses.codesPerAccount', key: mailsKey(keyring, accountId) },
    ...sessions.map(({ public_id, browser }): Count => {
      return { rule: 'cabinet.own-password', key: sessionKey(keyring, public_id), of: browser }
    }),
    ...emails.flatMap(({ email }): Count[] => [
      { rule: 'addresses.codesPerAddress', key: mailsKey(keyring, email) },
      { rule: 'addresses.code', key: mailTriesKey(keyring, accountId, email) },
    ]),
  ]
}
