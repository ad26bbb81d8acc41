import { parseCertificate } from '../../src/domain/certificate.ts'
import type { Iin } from '../../src/domain/iin.ts'
import type { Phone } from '../../src/domain/phone.ts'
import { newIin, type Person } from './people.ts'
import type { TestPortal } from './portal.ts'

/** A child with its records in every register, and the parents whom the birth record names. */
export type Family = {
  readonly child: Iin
  readonly certificate: string
  readonly parents: readonly [Iin, Iin | null]
  readonly status: 'queued' | 'attending'
  /** `YYYY-MM-DD` */
  readonly since: string
}

export type NewFamily = Partial<Family> & {
  /** Under whose account the child stands; null for under none. */
  readonly holder: Person | null
  readonly name?: string
}

/** Writes a family into the registers as the import does. */
export async function newFamily(portal: TestPortal, family: NewFamily): Promise<Family> {
  const { database, parts } = portal
  const { keyring } = parts
  const {
    child = newIin(),
    certificate = 'II-АБ № 123456',
    parents = [newIin(), newIin()],
    status = 'queued',
    since = '2022-03-14',
    name = 'Иванов Тимур',
    holder,
  } = family
  const read = parseCertificate(certificate)
  if (!read.ok) throw new Error(read.problem)
  portal.log.forbid(child, ...parents.filter((parent) => parent !== null), ...name.split(' '), read.digits)
  const [first, second] = parents.map((parent) => parent && keyring.index('iin', parent))
  await database.reader
    .insertInto('births')
    .values({
      child_index: keyring.index('iin', child),
      certificate_index: keyring.index('certificate', read.key),
      certificate_digits: keyring.index('certificate-digits', read.digits),
      has_series: read.hasSeries,
      first_parent_index: first ?? Buffer.alloc(32),
      second_parent_index: second ?? null,
      source_digest: Buffer.alloc(32),
    })
    .execute()
  await database.reader
    .insertInto('children')
    .values({
      child_index: keyring.index('iin', child),
      child_sealed: keyring.seal('children.iin', child),
      name_sealed: keyring.seal('children.name', name),
      status,
      since,
      applicant_index: keyring.index('iin', holder?.iin ?? newIin()),
      account_id: holder?.id ?? null,
      system: 'MINDAL',
      organisation: null,
      source_digest: keyring.mac('import.kindergarten', child),
    })
    .execute()
  return { child, certificate, parents, status, since }
}

/** Puts a number under an IIN into the mobile-citizens register (BMG). */
export async function registersNumber(portal: TestPortal, iin: Iin, phone: string): Promise<Phone> {
  const { database, parts } = portal
  portal.log.forbid(phone)
  await database.reader
    .insertInto('mobile_citizens')
    .values({
      phone_index: parts.keyring.index('phone', phone),
      iin_index: parts.keyring.index('iin', iin),
      source_digest: Buffer.alloc(32),
    })
    .execute()
  return phone as Phone
}

let numbers = 0

/** Another mobile number at each call. */
export function newNumber(): Phone {
  numbers += 1
  return `+7777${String(1_000_000 + numbers)}` as Phone
}
