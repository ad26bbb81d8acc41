import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** One secret of the deployment. The first of a keyring seals; all of them open (rotation). */
export type Key = { readonly id: string; readonly secret: string }

/**
 * Everything that needs a secret. `index` makes look-up columns, `seal` and `open` protect values at rest,
 * `mac` makes tokens and decoys. Each purpose has its own subkey (HKDF, RFC 5869).
 */
export type Keyring = {
  /** The id of the key that seals from now on. */
  readonly sealingId: string
  index(kind: string, value: string): Buffer
  mac(purpose: string, value: string): Buffer
  seal(context: string, plain: string): Buffer
  open(context: string, sealed: Buffer): string
}

const nonceBytes = 12
const tagBytes = 16

/**
 * Builds the keyring. `keys[0]` seals; the last (oldest) key makes indexes and macs, so that rotating the sealing
 * key leaves look-ups alone. Throws when a key is missing or a sealed value was altered (AES-256-GCM, NIST SP 800-38D).
 * A sealed value is: length of key id, key id, nonce, tag, ciphertext. The context is authenticated with it, so a
 * value cannot be moved to another column.
 */
export function makeKeyring(keys: readonly Key[]): Keyring {
  const sealing = keys[0]
  const indexing = keys.at(-1)
  if (!sealing || !indexing) throw new Error('keyring: at least one key is needed')
  const sealKeys = new Map(keys.map((key) => [key.id, derive(key.secret, 'seal')]))
  const subkeys = new Map<string, Buffer>()
  const subkey = (purpose: string) => {
    const known = subkeys.get(purpose)
    if (known) return known
    const made = derive(indexing.secret, purpose)
    subkeys.set(purpose, made)
    return made
  }
  const hmac = (purpose: string, value: string) =>
    createHmac('sha256', subkey(purpose)).update(value).digest()
  const nextNonce = makeNonces()
  const sealingKey = derive(sealing.secret, 'seal')
  const header = sealedHeader(sealing.id)

  return {
    sealingId: sealing.id,
    index: (kind, value) => hmac(`index:${kind}`, value),
    mac: (purpose, value) => hmac(`mac:${purpose}`, value),
    seal(context, plain) {
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
    },
    open(context, sealed) {
      const id = keyIdOf(sealed)
      const key = sealKeys.get(id)
      const idEnd = 1 + id.length
      if (!key) throw new Error(`keyring: no key to open ${context}`)
      const nonceEnd = idEnd + nonceBytes
      const bodyStart = nonceEnd + tagBytes
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(idEnd, nonceEnd), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(nonceEnd, bodyStart))
      return Buffer.concat([decipher.update(sealed.subarray(bodyStart)), decipher.final()]).toString('utf8')
    },
  }
}

/** The id of the key under which a value is sealed. */
export function keyIdOf(sealed: Buffer): string {
  return sealed.toString('ascii', 1, 1 + (sealed[0] ?? 0))
}

/** How every value sealed under this key begins. */
export function sealedHeader(id: string): Buffer {
  return Buffer.concat([Buffer.from([id.length]), Buffer.from(id, 'ascii')])
}

/** Nonces drawn 340 at a time, each handed out once: one draw a seal was most of the time of an import. */
function makeNonces(): () => Buffer {
  let pool = Buffer.alloc(0)
  return () => {
    if (pool.byteLength === 0) pool = randomBytes(340 * nonceBytes)
    const nonce = pool.subarray(0, nonceBytes)
    pool = pool.subarray(nonceBytes)
    return nonce
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kabinet', purpose, 32))
}
