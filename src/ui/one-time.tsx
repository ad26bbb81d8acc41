import type { Language } from '../domain/language.ts'
import { routes } from '../routes.ts'
import { ButtonLink } from './button.tsx'
import { timeWords } from './dates.ts'
import { Notice } from './notice.tsx'
import { oneTimeWords } from './one-time-words.ts'
import { Output } from './output.tsx'
import { Phrase } from './phrase.tsx'
import { QrCode } from './qr-code.tsx'

export type OneTimeProps = {
  language: Language
  /** Undefined once this page's own one-time password has been used. */
  activation: { password: string; token: string; expiresAt: Date } | undefined
  /** The number as the page shows it. */
  phone: string
  /** The stream that says `activated`. */
  live: string
  /** This page once more: with a fresh password, or with what has happened meanwhile. */
  again: string
  publicOrigin: string
  now: Date
  /** The QR code weighs: an answer that asks to put something right goes without it. */
  withCode: boolean
  /** What to do once the number is registered, where it is not «Показать код». */
  next?: string | undefined
}

/**
 * A one-time password in three forms that carry the same binding: digits, QR code and link. A script says by itself that
 * the app has used it, counts its minutes down and takes it away once they are over.
 */
export function OneTime(props: OneTimeProps) {
  const say = oneTimeWords(props.language)
  const { activation, again } = props
  const registered = (
    <Notice kind="success" title={say.registered}>
      <p>{props.next ?? say.registeredNext}</p>
    </Notice>
  )
  if (!activation) return registered
  return (
    <kabinet-recovery src={props.live} data-seconds={secondsLeft(activation.expiresAt, props.now)}>
      <div role="status" />
      <template>{registered}</template>
      <div class="words" data-living="">
        <Phrase say={say.registerHow} whole={props.phone} />
        <Secrets {...props} activation={activation} />
      </div>
      <div class="words" data-over="" hidden>
        <p>{say.over}</p>
        <ButtonLink href={again}>{say.renew}</ButtonLink>
      </div>
    </kabinet-recovery>
  )
}

function Secrets(props: OneTimeProps & { activation: NonNullable<OneTimeProps['activation']> }) {
  const { language, activation, publicOrigin, now } = props
  const say = oneTimeWords(language)
  const payload = `${routes.companionApp}#activate=${activation.token}`
  const minutes = Math.ceil(secondsLeft(activation.expiresAt, now) / 60)
  // The number stands in an element of its own, so that a script can count it down.
  const [before, after] = say.left(Number.NaN, timeWords(language, activation.expiresAt)).split('NaN')
  return (
    <div class="words one-time">
      <p>
        <b>{say.password}</b>
      </p>
      <Output label={say.password} value={activation.password} group={3} />
      <p class="hint">
        {before}
        <span data-minutes="">{minutes}</span>
        {after}
      </p>
      {props.withCode && <QrCode text={publicOrigin + payload} label={say.qr} />}
      <p>{say.openHow}</p>
      <ButtonLink href={payload} newTab>
        {say.open}
      </ButtonLink>
      <p>
        <a href={props.again}>{say.check}</a>
      </p>
    </div>
  )
}

function secondsLeft(expiresAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((expiresAt.getTime() - now.getTime()) / 1000))
}
