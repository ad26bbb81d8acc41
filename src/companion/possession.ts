import { type ActivationSecret, findActivation } from '../account/activations.ts'
import { audit } from '../account/audit.ts'
import type { SmsCount } from '../account/limit-keys.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import type { Phone } from '../domain/phone.ts'
import type { Parts } from '../http/parts.ts'
import { checkPossessionCode, sendPossessionCode } from '../notify/index.ts'
import type { CompanionContext } from './caller.ts'

/**
 * Whose SMS a request counts among: those of the IIN behind the password, decoys too, from its pages and from its cabinet
 * apart; a made-up password's own. Read before the activation's try is counted.
 */
export async function smsCountOf(parts: Parts, secret: ActivationSecret): Promise<SmsCount> {
  const { database, keyring } = parts
  const found = await findActivation(database.reader, parts, secret)
  const given = 'token' in secret ? secret.token : secret.password
  return found
    ? { through: found.madeThrough, key: keyring.index('iin', found.iin) }
    : { through: 'none', key: keyring.mac('possession-subject', given) }
}

/**
 * Proof of holding the number, where the deployment asks for it (`possessionProof: 'sms'`). Without a code six digits
 * are sent and 202 says so; with the right ones the answer is undefined, and the activation goes on. The work and the
 * answers are the same where number or password were wrong: then nothing is sent, and no code is right.
 */
export async function provePossession(
  c: CompanionContext,
  parts: Parts,
  given: {
    secret: string
    whose: SmsCount
    phone: Phone
    smsCode: string | undefined
    isRight: boolean
    accountId: string | undefined
  },
): Promise<Response | undefined> {
  const { id, language } = c.get('installation')
  const { phone, whose, isRight } = given
  const subject = `${parts.keyring.mac('possession-subject', given.secret).toString('base64url')}:${id}`
  if (given.smsCode === undefined) {
    const sent = await parts.database.inTransaction((tx) =>
      sendPossessionCode(tx, parts, { subject, whose, phone, isRight, language }),
    )
    if (sent.ok) return c.json({ outcome: 'sms-sent' }, 202)
    c.header('Retry-After', String(sent.waitSeconds))
    return c.json({ problem: 'wait', seconds: sent.waitSeconds }, 429)
  }
  const code = foldDigits(given.smsCode).replace(separators, '')
  const proof = await checkPossessionCode(parts.database.reader, parts, { subject, phone, isRight, code })
  if (proof === 'proven') return undefined
  await audit(parts.database.reader, {
    type: 'activation',
    actor: 'stranger',
    accountId: given.accountId,
    outcome: 'unproven',
    reference: c.get('visit').reference,
  })
  return c.json({ problem: `sms-code-${proof}` }, 422)
}
