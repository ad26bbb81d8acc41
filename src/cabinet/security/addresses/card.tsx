import type { NoticeAddress } from '../../../account/notice-addresses.ts'
import type { Language } from '../../../domain/language.ts'
import { routes } from '../../../routes.ts'
import { Address } from '../../../ui/address.tsx'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Card, Chip, Row, Rows } from '../../../ui/card.tsx'
import { momentWords } from '../../../ui/dates.ts'
import { Form } from '../../../ui/form.tsx'
import { addressWords } from './messages.ts'
import { shownEmail } from './shown.ts'

type AddressesProps = {
  addresses: readonly NoticeAddress[]
  /** How many may be told. */
  most: number
  mayChange: boolean
  language: Language
  csrf: string
}

/** The e-mail addresses that are told of security events, and the one that waits for its code. */
export function Addresses({ addresses, most, mayChange, language, csrf }: AddressesProps) {
  const words = addressWords(language)
  const waiting = addresses.find(({ confirmedAt }) => confirmedAt === null)
  const isFull = addresses.filter(({ confirmedAt }) => confirmedAt).length >= most
  return (
    <Card title={words.title} icon="referral">
      <p>{addresses.length === 0 ? words.none : words.about}</p>
      {addresses.length > 0 && (
        <Rows>
          {addresses.map(({ id, email, namedAt, confirmedAt }) => (
            <Row
              icon="referral"
              title={<Address>{shownEmail(email)}</Address>}
              details={[words.since(momentWords(language, confirmedAt ?? namedAt))]}
              aside={!confirmedAt && <Chip>{words.waits}</Chip>}
            >
              {mayChange && (
                <Form action={routes.cabinet.removeAddress} csrf={csrf}>
                  <input type="hidden" name="address" value={id} />
                  <Button kind="secondary" about={shownEmail(email)}>
                    {words.remove}
                  </Button>
                </Form>
              )}
            </Row>
          ))}
        </Rows>
      )}
      {!mayChange && <p class="hint">{words.later}</p>}
      {mayChange && waiting && <ButtonLink href={routes.cabinet.addressCode}>{words.enterCode}</ButtonLink>}
      {mayChange && !waiting && !isFull && (
        <ButtonLink href={routes.cabinet.address}>
          {addresses.length === 0 ? words.add : words.another}
        </ButtonLink>
      )}
      {mayChange && isFull && <p class="hint">{words.full}</p>}
    </Card>
  )
}
