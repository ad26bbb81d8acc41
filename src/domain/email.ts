/** An e-mail address that can be written to: its domain in lower case and, if it is international, in its ASCII form. */
export type Email = string & { readonly __brand: 'Email' }

export type EmailProblem = 'email-empty' | 'email-malformed'
export type ParsedEmail = { ok: true; email: Email } | { ok: false; problem: EmailProblem }

/** RFC 5321 §4.5.3.1: the longest local part, and the longest path without its angle brackets. */
const longestLocal = 64
const longest = 254
/** The WHATWG rule for `<input type=email>`: RFC 5322's atoms, without quotes, comments or spaces. */
const localPart = /^[\w.!#$%&'*+/=?^`{|}~-]+$/
/** Labels of RFC 1035, at least two, the last with a letter: a public name and never a number. */
const domainName = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+(?=[a-z\d-]*[a-z])[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/
/** Spaces and marks that are copied along and not seen. */
const around = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu
/** What would be more than a name in an address of the web, which reads international names for us (UTS 46). */
const notInNames = /[\s\p{C}/\\:?#@[\]%]/u

/**
 * Reads an e-mail address as people type it. The part before the @ stays as it is, since only its server knows whether
 * case matters there; the domain becomes the one ASCII name that is looked up, whatever script it was typed in.
 */
export function parseEmail(input: string): ParsedEmail {
  const typed = input.replace(around, '')
  if (typed === '') return { ok: false, problem: 'email-empty' }
  if (typed.length > longest) return { ok: false, problem: 'email-malformed' }
  const at = typed.lastIndexOf('@')
  const [local, name] = [typed.slice(0, at), typed.slice(at + 1)]
  const domain = at > 0 && !notInNames.test(name) ? URL.parse(`https://${name}`)?.hostname : undefined
  const email = `${local}@${domain}`
  const isGood =
    domain !== undefined &&
    domainName.test(domain) &&
    local.length <= longestLocal &&
    localPart.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    email.length <= longest
  return isGood ? { ok: true, email: email as Email } : { ok: false, problem: 'email-malformed' }
}
