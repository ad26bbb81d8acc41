import { domainToUnicode } from 'node:url'
import type { Email } from '../../../domain/email.ts'

/** An address as its owner knows it: an international domain in its own letters. */
export function shownEmail(email: Email): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, at)}@${domainToUnicode(email.slice(at + 1))}`
}
