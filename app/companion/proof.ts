/** What one DPoP proof says (RFC 9449 §4.2). */
export type Proof = {
  readonly method: string
  /** The address without query and fragment. */
  readonly address: string
  readonly nonce: string | undefined
  /** Seconds since 1970 by the server's clock. */
  readonly issuedAt: number
  readonly id: string
}

const text = new TextEncoder()

/** A DPoP proof signed with the installation's key: a JWT of type `dpop+jwt`, ES256. */
export async function signProof(key: CryptoKeyPair, proof: Proof): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey)
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const claims = {
    htm: proof.method,
    htu: proof.address,
    iat: proof.issuedAt,
    jti: proof.id,
    ...(proof.nonce === undefined ? {} : { nonce: proof.nonce }),
  }
  const signed = `${part(JSON.stringify(header))}.${part(JSON.stringify(claims))}`
  // WebCrypto's signature is already the two numbers side by side that JWS asks for (RFC 7518 §3.4).
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key.privateKey,
    text.encode(signed),
  )
  return `${signed}.${base64url(new Uint8Array(signature))}`
}

function part(json: string): string {
  return base64url(text.encode(json))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
