import type { Binding } from '../account/bindings.ts'
import type { Restriction } from '../account/restrictions.ts'
import type { CaseLine, CaseList, ObjectedTransfer, Side, WholeCase } from '../cases/index.ts'

/** What `kabinet cases list` says. */
export function describeList({ lines, more }: CaseList): string[] {
  if (lines.length === 0) return ['No case is open.']
  const left = [
    ...(more && more.toDecide > 0 ? [`${more.toDecide} to decide`] : []),
    ...(more && more.waiting > 0 ? [`${more.waiting} claims that wait for a register`] : []),
  ]
  return [...lines.map(describeLine), ...(left.length > 0 ? [`Not listed: ${left.join(', ')}.`] : [])]
}

/** A case in one line of the list. */
function describeLine({ number, kind, openedBy, openedAt, maskedIin, decision }: CaseLine): string {
  const whose = maskedIin === null ? 'no account yet' : `IIN ${maskedIin}`
  return `${number}  ${stamp(openedAt)}  ${kind}, by ${openedBy}  ${whose}  ${decision ?? 'open'}`
}

/** All there is to decide by: of the people no more than the last digits of their IINs. */
export function describeCase(found: WholeCase): string[] {
  const facts = found.transfer ? describeTransfer(found, found.transfer) : describeRecovery(found)
  return [
    describeLine(found),
    ...(found.kind === 'transfer' ? describeStopped(found) : facts),
    found.decidedAt ? `decided ${stamp(found.decidedAt)} by ${found.decidedBy}` : '',
    found.note ? `note: ${found.note}` : '',
  ].filter((line) => line !== '')
}

function describeRecovery({ event, restriction, apps }: WholeCase): string[] {
  return [
    event
      ? `contested: the password recovered ${stamp(event.at)}, ${event.browser ?? 'unknown browser'}`
      : '',
    `account now: ${describeRestriction(restriction)}`,
    ...apps.map((app) => describeApp(app, event?.at, 'the recovery', app.gaveCode)),
  ]
}

function describeTransfer({ apps }: WholeCase, transfer: ObjectedTransfer): string[] {
  const { doneAt, holder, former, approvedAt, approvedBy } = transfer
  const gaveCode = new Set(apps.filter((app) => app.gaveCode).map(({ id }) => id))
  const side = (name: string, { maskedIin, isClosedForGood, restriction, apps: own }: Side) => [
    `${name}: IIN ${maskedIin}, ${isClosedForGood ? 'closed for good' : describeRestriction(restriction)}`,
    ...(own.length === 0 ? ['  no app'] : []),
    ...own.map((app) => `  ${describeApp(app, doneAt, 'the transfer', gaveCode.has(app.id))}`),
  ]
  return [
    `contested: the transfer of ${stamp(doneAt)}, claimed in ${transfer.browser ?? 'an unknown browser'}`,
    `BMG at the code: ${transfer.bmg ?? 'not kept'}`,
    approvedAt
      ? `approved ${stamp(approvedAt)} by the former holder, ${approvedBy}`
      : 'not approved by the former holder',
    transfer.undoneAt ? `undone ${stamp(transfer.undoneAt)}` : '',
    ...(holder
      ? side(`new holder, account ${transfer.madeAccount ? 'made by it' : 'from before'}`, holder)
      : []),
    ...describeFormer(former, (known) => side('former holder', known)),
  ]
}

function describeFormer(former: ObjectedTransfer['former'], describe: (side: Side) => string[]): string[] {
  if (former === 'same') return ['former holder: the same account, with another number and password']
  return former === 'none' ? ['former holder: none, the child stood under no account'] : describe(former)
}

function describeStopped({ silent }: WholeCase): string[] {
  return [
    silent.length > 0 ? `registers that did not answer: ${silent.join(', ')}` : 'a register did not answer',
    'It goes on when the person types its number; there is nothing to judge.',
  ]
}

function describeRestriction(restriction: Restriction | undefined): string {
  if (!restriction) return 'not restricted'
  return `${restriction.kind} until ${restriction.until ? stamp(restriction.until) : 'decided'}`
}

function describeApp(app: Binding, event: Date | undefined, what: string, gaveCode: boolean): string {
  const marks = [
    `made through ${app.madeThrough === 'public' ? 'the recovery page' : 'the cabinet'}`,
    event && app.madeAt < event ? `before ${what}` : 'after it',
  ]
  if (app.approvedAt) marks.push('approved by an older app')
  if (!app.hasNumber) marks.push('another number than the account has')
  if (gaveCode) marks.push('showed the contested code')
  return `app: ${app.device}, ${stamp(app.madeAt)}, ${marks.join(', ')}`
}

/** What to do next about an account that the decision has left frozen. */
export function frozenNext(number: string): string {
  return [
    'The account has no older app to ask, so it stays frozen. When the owner is here with the phone:',
    `  kabinet cases release ${number} --by NAME`,
    'and let them recover the password at once.',
  ].join('\n')
}

export const movedOn =
  'A later transfer had moved the child on, so the child stays where it is: an objection to that one decides.'

export const otherKind = [
  'This kind of case is not decided so. A claim for which a register was silent (kind transfer) goes on when the person',
  'comes back with its number, or is given up with closed; all others are owner-confirmed or objection-upheld.',
].join('\n')

function stamp(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ').concat(' UTC')
}
