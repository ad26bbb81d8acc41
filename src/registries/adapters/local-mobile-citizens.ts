import type { Keyring } from '../../database/keyring.ts'
import type { Reader } from '../../database/tables.ts'
import type { MobileCitizensFact, MobileCitizensQuestion } from '../mobile-citizens.ts'
import type { Register } from '../register.ts'

/** The register as it was imported (`mobile_citizens`): a number belongs to one IIN, an IIN may have several. */
export function localMobileCitizens(
  reader: Reader,
  keyring: Keyring,
): Register<MobileCitizensQuestion, MobileCitizensFact> {
  return {
    async ask({ iin, phone }) {
      const row = await reader
        .selectFrom('mobile_citizens')
        .where('phone_index', '=', keyring.index('phone', phone))
        .select('iin_index')
        .executeTakeFirst()
      if (!row) return 'NOT_REGISTERED'
      return row.iin_index.equals(keyring.index('iin', iin)) ? 'MATCH' : 'MISMATCH'
    },
  }
}
