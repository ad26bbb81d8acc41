import type { OpenActivation } from '../account/activations.ts'
import type { Claim } from '../account/transfers/claim.ts'
import type { ClaimRequest } from '../account/transfers/number.ts'
import { formatPhone } from '../domain/phone.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, type ReturnPage, routes } from '../routes.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { timeWords } from '../ui/dates.ts'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { OneTime } from '../ui/one-time.tsx'
import { OutLink } from '../ui/out-link.tsx'
import { Phrase } from '../ui/phrase.tsx'
import { helpTopics } from './help-topics.ts'
import type { NumberWords } from './messages-of-number.ts'

/** A claim's number as its page shows it; decoys have all of it too. */
export type ShownNumber = {
  readonly claim: Claim
  readonly request: ClaimRequest
  /** Undefined before the first «Получить код», and once this page's own one-time password has been used. */
  readonly activation: OpenActivation | undefined
  readonly isProven: boolean
}

type NumberPartProps = {
  words: NumberWords
  shown: ShownNumber
  typed: string
  error: string | undefined
  here: Extract<ReturnPage, 'transferNumber' | 'transferFinish'>
  /** Something has just been asked for: it is read out. */
  isSent: boolean
  withCode: boolean
  /** «Получить код» is the page's one main button. */
  isMain?: boolean
  /** What to do once the number is registered. */
  next?: string | undefined
}

/** The number with «Получить код», and the answer that is the same for every number. */
export function NumberPart(props: NumberPartProps & { c: PortalContext; parts: Parts }) {
  const { c, parts, words, shown, here } = props
  const { language } = visitOf(c)
  const { claim, request } = shown
  const phone = claim.phone && formatPhone(claim.phone)
  const hasCodeField = here === 'transferFinish'
  return (
    <>
      <Field
        id="phone"
        name="phone"
        label={words.phone}
        hint={words.phoneHint}
        error={props.error}
        value={props.typed}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        width="phone"
      />
      <p class="field-help">
        <OutLink href={helpFrom(here, helpTopics.bmg)}>{words.whatIsBmg}</OutLink>
      </p>
      <p class="field-help">
        <OutLink href={helpFrom(here, helpTopics.number)}>{words.numberHelp}</OutLink>
      </p>
      <Button kind={props.isMain ? 'primary' : 'secondary'} formAction={routes.transfer.send}>
        {words.send}
      </Button>
      {phone && (
        <div class="words" id="sent">
          <Notice kind="info" role={props.isSent ? 'status' : undefined}>
            <Phrase say={hasCodeField ? words.sent : words.sentToProve} whole={phone} />
            {hasCodeField && <p>{words.how(request.number)}</p>}
            <p class="hint">{words.accepted(request.number, timeWords(language, request.sentAt))}</p>
          </Notice>
          {!shown.isProven && (
            <ButtonLink kind="quiet" href={routes.companionApp} newTab>
              {words.install}
            </ButtonLink>
          )}
          <OneTime
            language={language}
            activation={shown.activation}
            phone={phone}
            live={routes.transfer.live}
            again={here === 'transferFinish' ? routes.transfer.finish : routes.transfer.number}
            publicOrigin={parts.config.publicOrigin}
            now={parts.clock.now()}
            withCode={props.withCode}
            next={props.next}
          />
        </div>
      )}
    </>
  )
}
