/** The invented people of `demo/*.csv`, and what each one shows. */
export const demoPeople: readonly { readonly iin: string; readonly shows: string }[] = [
  { iin: '880512400120', shows: 'a parent with a password, a child in kindergarten and events' },
  { iin: '910723300457', shows: 'no password yet: sign-in answers as for a wrong one' },
  { iin: '921108400335', shows: 'a parent in the queue, whose number is somebody else’s in BMG' },
  { iin: '220719500314', shows: 'an account that stands under the child’s own IIN' },
  { iin: '600115400255', shows: 'a grandmother who filed the application' },
  { iin: '950430300616', shows: 'a bcrypt hash from an old system, replaced at the first sign-in' },
]

/**
 * The children whose accounts can be transferred («Забыли пароль?», «Обновить номер»): what to answer, and a number that
 * BMG gives to a parent.
 */
export const demoTransfers: readonly string[] = [
  '210915500279  1234567            921108400335, 870901300583  queued 03.2022     +77771112233',
  '220719500314  7654321            890617400926, 831111300663  queued 01.2023     +77028887766',
  '211007600211  III-ВК № 654321    930202400147                queued 05.2022     +77056667788',
  '200521600112  II-АБ № 123456     880512400120, 850304300217  attending 09.2023  +77017001122',
]

/** Everybody who has a password has this one. */
export const demoPassword = 'Qazaqstan-2026!'

/** In the order in which they need each other. */
export const demoKinds = ['accounts', 'births', 'mobile-citizens', 'kindergarten', 'events'] as const
