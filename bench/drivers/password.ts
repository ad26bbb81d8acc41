import { randomBytes } from 'node:crypto'

/** Always one that the policy takes: its chance part has no digit, so no service word («ed24») or date can come up in it. */
export function newPassword(): string {
  const letters = randomBytes(6)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))
  return `Kok-aspan#7-${letters}`
}
