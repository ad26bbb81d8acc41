import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { cryptNumber, decodeBase64, decodeCryptBase64 } from './base64.ts'

/** A scrypt hash (RFC 7914) taken apart. */
export type ScryptHash = { log2N: number; r: number; p: number; salt: Buffer; hash: Buffer }

/** Takes a scrypt hash apart, or null where it is malformed. */
export function readScrypt(text: string): ScryptHash | null {
  const read = phc(text) ?? packed(text) ?? crypt(text) ?? django(text) ?? werkzeug(text)
  if (!read?.salt || !read.hash) return null
  const { log2N, r, p, salt, hash } = read
  const sound = log2N >= 1 && log2N <= 31 && r >= 1 && p >= 1 && hash.length >= 16 && hash.length <= 64
  return sound ? { log2N, r, p, salt, hash } : null
}

/** Whether the password has this hash. Runs on libuv's pool; the bounds of `isAffordable` come first. */
export function verifyScrypt(read: ScryptHash, password: string): Promise<boolean> {
  const { log2N, r, p, salt, hash } = read
  const N = 2 ** log2N
  // OpenSSL counts the table and the blocks; Node's default ceiling of 32 MiB is below OWASP's own parameters.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p + 2) + 1024 }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hash.length, options, (fault, made) =>
      fault ? reject(fault) : resolve(timingSafeEqual(made, hash)),
    )
  })
}

type Parts = { log2N: number; r: number; p: number; salt: Buffer | null; hash: Buffer | null }

// `$scrypt$ln=16,r=8,p=1$salt$hash`: PHC and passlib; some writers change the order
function phc(text: string): Parts | null {
  const [, costs, salt = '', hash = ''] = /^\$scrypt\$([^$]+)\$([^$]*)\$([^$]+)$/.exec(text) ?? []
  if (costs === undefined) return null
  const named = new Map(costs.split(',').map((pair) => pair.split('=', 2) as [string, string]))
  const number = (name: string) => (/^\d{1,5}$/.test(named.get(name) ?? '') ? Number(named.get(name)) : 0)
  const sound = costs.split(',').length === 3 && named.size === 3
  if (!sound) return null
  return {
    log2N: number('ln'),
    r: number('r'),
    p: number('p'),
    salt: decodeBase64(salt),
    hash: decodeBase64(hash),
  }
}

// `$s0$e0801$salt$hash`: log2 N, r and p packed in hexadecimal, two digits each from the right
function packed(text: string): Parts | null {
  const [, packedCost, salt = '', hash = ''] = /^\$s0\$([0-9a-f]{5,6})\$([^$]+)\$([^$]+)$/.exec(text) ?? []
  if (packedCost === undefined) return null
  const cost = Number.parseInt(packedCost, 16)
  const [log2N, r, p] = [cost >> 16, (cost >> 8) & 255, cost & 255]
  return { log2N, r, p, salt: decodeBase64(salt), hash: decodeBase64(hash) }
}

// `$7$C6..../....salt$hash`: crypt(3) and libsodium; the salt is text
function crypt(text: string): Parts | null {
  const [, n = '', r = '', p = '', salt, hash = ''] =
    /^\$7\$(.)(.{5})(.{5})([^$]*)\$([./0-9A-Za-z]{43})$/.exec(text) ?? []
  const [log2N, blocks, lanes] = [cryptNumber(n), cryptNumber(r), cryptNumber(p)]
  if (salt === undefined || log2N === null || blocks === null || lanes === null) return null
  return { log2N, r: blocks, p: lanes, salt: Buffer.from(salt), hash: decodeCryptBase64(hash) }
}

// `scrypt$16384$salt$8$5$hash`: Django; the salt is text
function django(text: string): Parts | null {
  const [, n, salt = '', r, p, hash = ''] =
    /^scrypt\$(\d{1,10})\$([^$]+)\$(\d{1,5})\$(\d{1,5})\$([^$]+)$/.exec(text) ?? []
  if (n === undefined) return null
  return {
    log2N: log2(Number(n)),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt),
    hash: decodeBase64(hash),
  }
}

// `scrypt:32768:8:1$salt$hex`: Werkzeug; the salt is text
function werkzeug(text: string): Parts | null {
  const [, n, r, p, salt = '', hash = ''] =
    /^scrypt:(\d{1,10}):(\d{1,5}):(\d{1,5})\$([^$]+)\$((?:[0-9a-f]{2})+)$/.exec(text) ?? []
  if (n === undefined) return null
  return {
    log2N: log2(Number(n)),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt),
    hash: Buffer.from(hash, 'hex'),
  }
}

/** The exponent of a power of two; 0, which is refused, for any other number. */
function log2(n: number): number {
  const exponent = Math.log2(n)
  return Number.isInteger(exponent) ? exponent : 0
}
