import { audit } from '../../account/audit.ts'
import { holdAccount } from '../../account/bindings.ts'
import { makePrintedCode, printedCodeMadeAt } from '../../account/printed-codes.ts'
import { activeRestriction, isAllowed } from '../../account/restrictions.ts'
import type { SignedIn } from '../../account/sessions.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { announce } from '../../notify/index.ts'
import { routes } from '../../routes.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Output } from '../../ui/output.tsx'
import { PrintButton } from '../../ui/print-button.tsx'
import { printedCodeWords } from './printed-code-messages.ts'

/** Whether there is a printed code, and the button that makes one. It waits in limited mode. */
export async function printedCodePage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { language, csrf, restriction } = visitOf(c)
  const words = printedCodeWords(language)
  const madeAt = await printedCodeMadeAt(parts.database.reader, signedIn.accountId)
  return page(
    c,
    parts,
    { title: words.title, here: 'printedCode', place: 'security' },
    <>
      <BackLink href={routes.cabinet.security} />
      <Heading lead={words.lead}>{words.title}</Heading>
      <p>{madeAt ? words.has(momentWords(language, madeAt)) : words.none}</p>
      {isAllowed(restriction, 'print-codes') ? (
        <Form action={routes.cabinet.printedCode} csrf={csrf}>
          <p class="hint">{words.makeNote}</p>
          <Actions>
            <Button>{words.make}</Button>
            <ButtonLink href={routes.cabinet.security}>{words.back}</ButtonLink>
          </Actions>
        </Form>
      ) : (
        <Notice kind="info">
          <p>{words.waits}</p>
        </Notice>
      )}
    </>,
  )
}

/** Makes a code and shows it, this once: the answer itself is the page, as no address may lead to it again. */
export async function makeCode(c: PortalContext, parts: Parts, { accountId }: SignedIn) {
  const { language, browser, reference } = visitOf(c)
  const code = await parts.database.inTransaction(async (tx) => {
    if (!(await holdAccount(tx, accountId))) return undefined
    const restriction = await activeRestriction(tx, accountId, parts.clock.now())
    if (!isAllowed(restriction, 'print-codes')) return undefined
    const made = await makePrintedCode(tx, parts, accountId)
    await announce(tx, parts, { accountId, kind: 'printed-code-made', browser })
    await audit(tx, { type: 'printed-code', actor: 'citizen', accountId, outcome: 'made', reference })
    return made
  })
  if (!code) return c.redirect(routes.cabinet.printedCode, 303)
  const words = printedCodeWords(language)
  return page(
    c,
    parts,
    { title: words.title, here: 'printedCode', place: 'security' },
    <>
      <Heading>{words.title}</Heading>
      <Card>
        <Output label={words.code} value={code} group={4} />
        <p>{words.keep}</p>
        <p>{words.where}</p>
      </Card>
      <Actions>
        <PrintButton>{words.print}</PrintButton>
        <ButtonLink href={routes.cabinet.security}>{words.done}</ButtonLink>
      </Actions>
    </>,
  )
}
