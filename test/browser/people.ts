/** Invented people of the demo (`demo/accounts.csv`) and what they are good for here. */
export const password = 'Qazaqstan-2026!'
/** Has a child in kindergarten and events of the queue system. */
export const aigerim = '880512400120'
export const phoneOfAigerim = '87051239223'
/** Has neither children nor events; the password came from another system. */
export const yerlan = '950430300616'
/** Has a password; here for those tests that change it or spend its attempts. */
export const mariya = '921108400335'
/** Has an account without a password, and a number. */
export const gulnar = { iin: '600115400255', phone: '87781234567' }
/** Has an account without a password. */
export const ruslan = '910723300457'
/** A valid IIN that nobody in the demo has. */
export const unknown = '900101300017'
