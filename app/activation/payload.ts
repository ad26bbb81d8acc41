/** What a QR code or a link of a page brings: its activation token, or why it is not one of ours. */
export type ReadPayload =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly problem: 'not-ours' | 'other-origin' }

/**
 * Reads an activation payload: `<our origin>/ed24/#activate=<token>`, where the token is 16 bytes in base64url. Only
 * our own origin counts: a code that leads elsewhere is refused and never opened (RFC 10027 §6.1).
 */
export function readPayload(text: string, ownOrigin: string): ReadPayload {
  const url = parsed(text.trim())
  if (!url || !/^https?:$/.test(url.protocol)) return { ok: false, problem: 'not-ours' }
  if (url.origin !== ownOrigin) return { ok: false, problem: 'other-origin' }
  const token = tokenOf(url.hash)
  return url.pathname === '/ed24/' && url.search === '' && token !== undefined
    ? { ok: true, token }
    : { ok: false, problem: 'not-ours' }
}

/** `URL.parse` is younger than many phones. */
function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** The activation token in an address's fragment, if there is a well-formed one. */
export function tokenOf(fragment: string): string | undefined {
  return /^#activate=([A-Za-z0-9_-]{22})$/.exec(fragment)?.[1]
}
