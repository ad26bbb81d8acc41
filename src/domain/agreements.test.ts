import { expect, test } from 'vitest'
import { currentAgreements, missingAgreements } from './agreements.ts'

test('only the version in force counts as accepted', () => {
  expect(missingAgreements([])).toEqual(currentAgreements)
  expect(missingAgreements(currentAgreements)).toEqual([])
  expect(
    missingAgreements([
      { document: 'liability', version: '2025-01-01' },
      { document: 'contacts', version: '2026-11-01' },
    ]),
  ).toEqual([{ document: 'liability', version: '2026-11-01' }])
})
