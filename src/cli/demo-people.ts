/** The invented people of `demo/*.csv`, and what each one shows. */
export const demoPeople: readonly { readonly iin: string; readonly shows: string }[] = [
  { iin: '880512400120', shows: 'a parent with a password, a child in kindergarten and events' },
  { iin: '910723300457', shows: 'no password yet: sign-in answers as for a wrong one' },
  { iin: '921108400335', shows: 'a parent in the queue, whose number is somebody else’s in BMG' },
  { iin: '220719500314', shows: 'an account that stands under the child’s own IIN' },
  { iin: '600115400255', shows: 'a grandmother who filed the application' },
  { iin: '950430300616', shows: 'a bcrypt hash from an old system, replaced at the first sign-in' },
]

/** Everybody who has a password has this one. */
export const demoPassword = 'Qazaqstan-2026!'

/** In the order in which they need each other. */
export const demoKinds = ['accounts', 'births', 'mobile-citizens', 'kindergarten', 'events'] as const
