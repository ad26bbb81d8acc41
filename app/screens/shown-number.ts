/** A number as it is read aloud; anything that is not E.164 of Kazakhstan stays as it was typed. */
export function shownNumber(phone: string): string {
  return phone.replace(/^(\+7)(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1\u00a0$2\u00a0$3\u00a0$4\u00a0$5')
}
