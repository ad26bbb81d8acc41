import { z } from 'zod'
import { type Binding, bindingsOfAccount } from '../account/bindings.ts'
import { activeRestriction, type Restriction } from '../account/restrictions.ts'
import type { Keyring } from '../database/keyring.ts'
import type { CaseDecision, CaseKind, Reader } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import { maskIin } from '../domain/masks.ts'
import { contestDetail, type OpenedBy } from './contest.ts'
import { type ObjectedTransfer, readObjected } from './objected.ts'

/** A case in the list of those who decide. */
export type CaseLine = {
  readonly number: string
  readonly kind: CaseKind
  readonly openedBy: OpenedBy
  readonly openedAt: Date
  /** Null where there is no account: a claim for which a register was silent. */
  readonly maskedIin: string | null
  readonly decision: CaseDecision | null
}

/** What there is to decide by. */
export type WholeCase = CaseLine & {
  /** When the contested recovery was, and in which browser. */
  readonly event: { readonly at: Date; readonly browser: string | null } | undefined
  readonly restriction: Restriction | undefined
  /** The transfer that an objection is about. */
  readonly transfer: ObjectedTransfer | undefined
  /** The registers that did not answer, where a claim waits for them. Never the answers. */
  readonly silent: readonly string[]
  /** The apps that the account has now; `gaveCode` is the one that showed the contested code. */
  readonly apps: readonly (Binding & { readonly gaveCode: boolean })[]
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly note: string | null
}

const most = 500

/** What a stopped claim keeps open to read: which registers were silent. Its answers are sealed elsewhere. */
const stoppedDetail = z.object({ silent: z.array(z.enum(['births', 'kindergarten', 'mobile-citizens'])) })

/** The registers that did not answer, from the detail of a case about a stopped claim; none of another kind's. */
export function silentRegisters(detail: unknown): readonly string[] {
  return stoppedDetail.safeParse(detail).data?.silent ?? []
}

/** Cases as they are listed, and how many more are open: claims that wait for a register, others to decide. */
export type CaseList = {
  readonly lines: readonly CaseLine[]
  readonly more: { readonly waiting: number; readonly toDecide: number } | undefined
}

/**
 * Open cases, oldest first; all of them, newest first, with `all`. Those that need a person's judgement come before the
 * claims that only wait for a register: of these anybody can make many while one is silent.
 */
export async function listCases(
  reader: Reader,
  keyring: Keyring,
  which: { all: boolean },
): Promise<CaseList> {
  const list = async (isWaiting: boolean, atMost: number) => {
    let query = withAccount(reader)
      .where('opened_by', isWaiting ? '=' : '<>', 'register')
      .orderBy('opened_at', which.all ? 'desc' : 'asc')
      .limit(atMost)
    if (!which.all) query = query.where('decided_at', 'is', null)
    return (await query.execute()).map((row) => toLine(keyring, row))
  }
  const judged = await list(false, most)
  const waiting = judged.length < most ? await list(true, most - judged.length) : []
  const lines = [...judged, ...waiting]
  if (which.all) return { lines, more: undefined }
  const open = await reader
    .selectFrom('cases')
    .where('decided_at', 'is', null)
    .select((is) => is.fn.countAll<string>().as('all'))
    .select((is) => is.fn.countAll<string>().filterWhere('opened_by', '=', 'register').as('waiting'))
    .executeTakeFirstOrThrow()
  const allWaiting = Number(open.waiting)
  const toDecide = Number(open.all) - allWaiting - judged.length
  return { lines, more: { waiting: allWaiting - waiting.length, toDecide } }
}

/** One case by its number. */
export async function readCase(
  reader: Reader,
  keyring: Keyring,
  number: string,
  now: Date,
): Promise<WholeCase | undefined> {
  const row = await withAccount(reader)
    .where('number', '=', number)
    .select(['accounts.id as account_id', 'transfer_id', 'detail', 'decided_at', 'decided_by', 'note'])
    .executeTakeFirst()
  if (!row) return undefined
  const { account_id: accountId, transfer_id: transferId, detail } = row
  const contested = contestDetail.safeParse(detail).data
  const apps = accountId ? await bindingsOfAccount(reader, accountId) : []
  return {
    ...toLine(keyring, row),
    event: contested?.at ? { at: new Date(contested.at), browser: contested.browser ?? null } : undefined,
    restriction: accountId ? await activeRestriction(reader, accountId, now) : undefined,
    transfer: transferId ? await readObjected(reader, keyring, { transferId, detail }, now) : undefined,
    silent: silentRegisters(detail),
    apps: apps.map((app) => ({ ...app, gaveCode: app.id === contested?.binding })),
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    note: row.note,
  }
}

function withAccount(reader: Reader) {
  return reader
    .selectFrom('cases')
    .leftJoin('accounts', 'accounts.id', 'cases.account_id')
    .select(['number', 'cases.kind', 'opened_by', 'opened_at', 'decision', 'iin_sealed'])
}

type Row = {
  number: string
  kind: CaseKind
  opened_by: OpenedBy
  opened_at: Date
  decision: CaseDecision | null
  iin_sealed: Buffer | null
}

function toLine(keyring: Keyring, row: Row): CaseLine {
  return {
    number: row.number,
    kind: row.kind,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    maskedIin: row.iin_sealed && maskIin(keyring.open('accounts.iin', row.iin_sealed) as Iin),
    decision: row.decision,
  }
}
