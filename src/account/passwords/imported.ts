import { parseOptions as argon2Options } from '@node-rs/argon2'
import { verify as verifyBcrypt } from '@node-rs/bcrypt'
import { type HashCost, isAffordable } from './hash-cost.ts'
import { verifyArgon2 } from './hash-threads.ts'
import { readPbkdf2, verifyPbkdf2 } from './pbkdf2.ts'
import { readScrypt, verifyScrypt } from './scrypt.ts'

/** A stored password hash that has been read: its scheme is known, its form sound and its cost bounded. */
export type Phc = string & { readonly __brand: 'Phc' }

export type HashProblem = 'hash-unknown' | 'hash-malformed' | 'hash-too-costly'
export type ReadHash =
  | { ok: true; phc: Phc; scheme: HashCost['scheme']; cost: HashCost }
  | { ok: false; problem: HashProblem }

/**
 * Reads a hash that a queue system hands over: argon2id and argon2i (PHC), bcrypt ($2a, $2b, $2y), scrypt and PBKDF2
 * in PHC, passlib, crypt, Django and Werkzeug spellings. Cheap hashes are welcome, since the first sign-in
 * replaces them; costs out of bounds are refused (`hash-cost.ts`).
 */
export function readHash(text: string): ReadHash {
  const scheme = schemeOf(text)
  if (!scheme) return { ok: false, problem: 'hash-unknown' }
  const cost = readCost(scheme, text)
  if (!cost) return { ok: false, problem: 'hash-malformed' }
  if (!isAffordable(cost)) return { ok: false, problem: 'hash-too-costly' }
  return { ok: true, phc: text as Phc, scheme: cost.scheme, cost }
}

/**
 * Whether the password has this hash, in the scheme of the hash. Bcrypt reads 72 bytes at most and this library's
 * verify keeps that, so what an old system accepted is still accepted; the rehash at that sign-in ends it.
 */
export async function verifyHash(phc: Phc, password: string): Promise<boolean> {
  switch (schemeOf(phc)) {
    case 'argon2':
      return verifyArgon2(phc, password)
    case 'bcrypt':
      return verifyBcrypt(password, phc)
    case 'scrypt': {
      const read = readScrypt(phc)
      return read !== null && verifyScrypt(read, password)
    }
    case 'pbkdf2': {
      const read = readPbkdf2(phc)
      return read !== null && verifyPbkdf2(read, password)
    }
    case null:
      return false
  }
}

type Family = 'argon2' | 'bcrypt' | 'scrypt' | 'pbkdf2'

function schemeOf(text: string): Family | null {
  if (/^\$argon2id?\$/.test(text)) return 'argon2'
  if (/^\$2[aby]\$/.test(text)) return 'bcrypt'
  if (/^(\$scrypt\$|\$s0\$|\$7\$|scrypt\$|scrypt:)/.test(text)) return 'scrypt'
  if (/^(\$pbkdf2(-sha(1|256|512))?\$|pbkdf2_sha(1|256|512)\$|pbkdf2:sha(1|256|512):)/.test(text))
    return 'pbkdf2'
  return null
}

function readCost(family: Family, text: string): HashCost | null {
  switch (family) {
    case 'argon2':
      return readArgon2(text)
    case 'bcrypt': {
      const rounds = Number(/^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{53}$/.exec(text)?.[1])
      return rounds >= 4 && rounds <= 31 ? { scheme: 'bcrypt', log2Rounds: rounds } : null
    }
    case 'scrypt': {
      const read = readScrypt(text)
      return read && { scheme: 'scrypt', log2N: read.log2N, r: read.r, p: read.p }
    }
    case 'pbkdf2': {
      const read = readPbkdf2(text)
      return read && { scheme: 'pbkdf2', digest: read.digest, iterations: read.iterations }
    }
  }
}

/** Only the plain parameters: a `keyid` or `data` means that another secret is needed to check a password. */
const plainArgon2 =
  /^\$argon2(id|i)\$(v=\d+\$)?m=\d{1,10},t=\d{1,10},p=\d{1,3}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/

function readArgon2(text: string): HashCost | null {
  const variant = plainArgon2.exec(text)?.[1]
  if (!variant) return null
  try {
    const { memoryCost, timeCost, parallelism, outputLen } = argon2Options(text)
    if (outputLen < 16 || outputLen > 64) return null
    const scheme = variant === 'id' ? 'argon2id' : 'argon2i'
    return { scheme, memoryKib: memoryCost, passes: timeCost, lanes: parallelism }
  } catch {
    // The library throws on every text it would not verify.
    return null
  }
}
