import type { Keyring } from '../../database/keyring.ts'
import type { Reader } from '../../database/tables.ts'
import type { BirthFacts, BirthQuestion } from '../births.ts'
import type { Register } from '../register.ts'

/** The birth records as they were imported (`births`): only look-up indexes are kept, so they can be compared and not read. */
export function localBirths(reader: Reader, keyring: Keyring): Register<BirthQuestion, BirthFacts> {
  return {
    async ask({ child, certificate, parents }) {
      const row = await reader
        .selectFrom('births')
        .where('child_index', '=', keyring.index('iin', child))
        .select([
          'certificate_index',
          'certificate_digits',
          'has_series',
          'first_parent_index',
          'second_parent_index',
        ])
        .executeTakeFirst()
      const typed = parents.flatMap((parent) => (parent ? [keyring.index('iin', parent)] : []))
      const key = keyring.index('certificate', certificate.key)
      const digits = keyring.index('certificate-digits', certificate.digits)
      if (!row) return { is: 'answered', certificate: false, parents: false, alive: true }
      const recorded = [row.first_parent_index, row.second_parent_index].filter((index) => index !== null)
      return {
        is: 'answered',
        // Where the record has no series, digits only (domain: birth certificate number).
        certificate: row.has_series
          ? key.equals(row.certificate_index)
          : digits.equals(row.certificate_digits),
        parents: isSameSet(recorded, typed),
        alive: true,
      }
    },
  }
}

function isSameSet(one: readonly Buffer[], other: readonly Buffer[]): boolean {
  return one.length === other.length && one.every((each) => other.some((index) => index.equals(each)))
}
