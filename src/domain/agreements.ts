/** The two documents a person accepts at sign-in; the names are those of the consents table. */
export const agreementDocuments = ['liability', 'contacts'] as const
export type AgreementDocument = (typeof agreementDocuments)[number]

/** A document as it was accepted: consent is always given to one version (law 94-V). */
export type Agreement = { readonly document: AgreementDocument; readonly version: string }

/** The versions in force. A new text gets a new date here, and everybody is asked again. */
export const currentAgreements: readonly Agreement[] = [
  { document: 'liability', version: '2026-11-01' },
  { document: 'contacts', version: '2026-11-01' },
]

/** The documents still to be accepted by somebody who has accepted `accepted`. */
export function missingAgreements(accepted: readonly Agreement[]): readonly Agreement[] {
  return currentAgreements.filter(
    (current) =>
      !accepted.some((one) => one.document === current.document && one.version === current.version),
  )
}
