import { silentRegisters } from '../cases/index.ts'
import type { Reader } from '../database/tables.ts'
import { lineWords, stamp } from './words.ts'

/** What is told of a case or a reference number itself, and whom it is about: by the index of the IIN, account or not. */
export type Found = { readonly lines: readonly string[]; readonly iinIndex: Buffer | undefined }

const mostTold = 60

/** A case by its number. One without an account is a claim that stopped because registers were silent. */
export async function caseWords(reader: Reader, number: string): Promise<Found | undefined> {
  const row = await reader
    .selectFrom('cases')
    .leftJoin('accounts', 'accounts.id', 'cases.account_id')
    .where('number', '=', number)
    .select(['kind', 'opened_by', 'opened_at', 'decision', 'decided_at', 'detail'])
    .select(['accounts.iin_index as of_account', 'cases.iin_index as of_claim'])
    .select((is) => is('answers_sealed', 'is not', null).as('keeps_answers'))
    .executeTakeFirst()
  if (!row) return undefined
  const end = row.decided_at ? `decided ${row.decision} at ${stamp(row.decided_at)}` : 'not decided yet'
  const line = `Case ${number}: ${row.kind}, opened at ${stamp(row.opened_at)} by ${row.opened_by}; ${end}.`
  const more = row.kind === 'transfer' ? stoppedWords(number, row) : []
  return { lines: [line, ...more, ''], iinIndex: row.of_account ?? row.of_claim ?? undefined }
}

type Stopped = { readonly detail: unknown; readonly decision: string | null; readonly keeps_answers: unknown }

/** Which registers were silent, what became of the answers, and what is next. */
function stoppedWords(number: string, { detail, decision, keeps_answers: areKept }: Stopped): string[] {
  const silent = silentRegisters(detail)
  const which = silent.length > 0 ? `: ${silent.join(', ')}` : ''
  return [
    `  A claim stopped at registers that did not answer${which}.`,
    ...(areKept ? ['  What the claimant typed is kept, sealed: nothing has to be typed again.'] : []),
    `  ${endWords[decision ?? ''] ?? nextWords(number)}`,
  ]
}

const endWords: Readonly<Record<string, string>> = {
  resumed: 'The registers have answered since, and the claim went on; its answers are kept no longer.',
  closed:
    'It was given up at the desk; its answers are kept no longer. The claimant can answer the questions anew.',
}

function nextWords(number: string): string {
  return `Next: once they answer (kabinet doctor), the claimant begins with the same IIN as before and types ${number} among the questions; kabinet cases decide ${number} closed --by NAME gives the claim up.`
}

/** A request by its reference number. Found by reading the months, newest first: an index would cost every sign-in for a rare question. */
export async function referenceWords(reader: Reader, reference: string): Promise<Found | undefined> {
  const lines = await reader
    .selectFrom('audit_log')
    .where('request_id', '=', reference)
    .orderBy('at', 'desc')
    .limit(mostTold)
    .select(['at', 'type', 'actor', 'factor', 'outcome', 'account_id'])
    .execute()
  if (lines.length === 0) return undefined
  const accountId = lines.find((line) => line.account_id)?.account_id
  const account = accountId
    ? await reader.selectFrom('accounts').where('id', '=', accountId).select('iin_index').executeTakeFirst()
    : undefined
  const nobody = ['It names no account: the IIN has none, or what was typed matched nothing.', '']
  return {
    lines: [
      `Request ${reference}:`,
      ...lines.toReversed().map((line) => `  ${stamp(line.at)}  ${lineWords(line)}`),
      ...(account ? [''] : nobody),
    ],
    iinIndex: account?.iin_index,
  }
}
