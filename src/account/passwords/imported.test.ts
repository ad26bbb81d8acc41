import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readHash, verifyHash } from './imported.ts'

async function check(text: string, password: string): Promise<boolean | string> {
  const read = readHash(text)
  return read.ok ? verifyHash(read.phc, password) : read.problem
}

const unpadded = (hex: string) => Buffer.from(hex, 'hex').toString('base64').replaceAll('=', '')

// RFC 7914 §12: scrypt of "pleaseletmein" with the salt "SodiumChloride", N = 16384, r = 8, p = 1
const rfcScrypt =
  '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887'
const sodium = Buffer.from('SodiumChloride').toString('base64')
// RFC 7914 §11 (first block): PBKDF2-HMAC-SHA-256 of "passwd", salt "salt", one round
const rfcSha256 = '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'
// RFC 6070: PBKDF2-HMAC-SHA-1 of "password", salt "salt", 4096 rounds
const rfcSha1 = '4b007901b765489abead49d926f721d065a429c1'
// The same input with SHA-512, made with Python's hashlib
const sha512 =
  'd197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5'

describe('published vectors match their password and no other', () => {
  const hex64 = Buffer.from(rfcScrypt, 'hex').toString('base64')
  test.each([
    // The argon2 reference implementation's own tests
    [
      'argon2id',
      '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
      'password',
    ],
    [
      'argon2i',
      '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8',
      'password',
    ],
    [
      'argon2i, version 16',
      '$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY',
      'password',
    ],
    // crypt_blowfish's own tests
    ['bcrypt 2a', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
    ['bcrypt 2y, not ASCII', '$2y$05$6bNw2HLQYeqHYyBfLMsv/OUcZd0LKP39b87nBw3.S2tVZSqiQX6eu', 'ё'],
    [
      'scrypt, PHC',
      `$scrypt$ln=14,r=8,p=1$${sodium.replace('=', '')}$${unpadded(rfcScrypt)}`,
      'pleaseletmein',
    ],
    ['scrypt, another order', `$scrypt$ln=14,p=1,r=8$${sodium}$${hex64}`, 'pleaseletmein'],
    ['scrypt, $s0$', `$s0$e0801$${sodium}$${hex64}`, 'pleaseletmein'],
    [
      'scrypt, crypt(3)',
      '$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D',
      'pleaseletmein',
    ],
    ['scrypt, Django', `scrypt$16384$SodiumChloride$8$1$${hex64}`, 'pleaseletmein'],
    ['scrypt, Werkzeug', `scrypt:16384:8:1$SodiumChloride$${rfcScrypt}`, 'pleaseletmein'],
    ['pbkdf2 sha256, PHC', `$pbkdf2-sha256$i=1,l=32$c2FsdA$${unpadded(rfcSha256)}`, 'passwd'],
    ['pbkdf2 sha256, Werkzeug', `pbkdf2:sha256:1$salt$${rfcSha256}`, 'passwd'],
    // passlib's manual
    [
      'pbkdf2 sha256, passlib',
      '$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk',
      'toomanysecrets',
    ],
    [
      'pbkdf2 sha512, passlib',
      `$pbkdf2-sha512$4096$c2FsdA$${unpadded(sha512).replaceAll('+', '.')}`,
      'password',
    ],
    ['pbkdf2 sha1, passlib', `$pbkdf2$4096$c2FsdA$${unpadded(rfcSha1).replaceAll('+', '.')}`, 'password'],
    // Django's own tests
    [
      'pbkdf2 sha256, Django',
      'pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=',
      'lètmein',
    ],
  ])('%s', async (_, text, password) => {
    expect(await check(text, password)).toBe(true)
    expect(await check(text, `${password}x`)).toBe(false)
    expect(await check(text, '')).toBe(false)
  })
})

test('the demo accounts open with the demo password', async () => {
  const hashes = readFileSync('demo/accounts.csv', 'utf8').match(/\$(argon2id|2b)\$.*$/gm) ?? []
  expect(new Set(hashes).size).toBe(2)
  for (const hash of new Set(hashes)) expect(await check(hash, 'Qazaqstan-2026!')).toBe(true)
})

test('bcrypt compares 72 bytes, as the old system did, and sees a NUL as a character', async () => {
  const long = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  const text = '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui'
  expect(await check(text, `${long}chars after 72 are ignored`)).toBe(true)
  expect(await check(text, long)).toBe(true)
  expect(await check(text, long.slice(0, 71))).toBe(false)
  expect(await check('$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U\0x')).toBe(false)
})

const salt = 'c29tZXNhbHRzb21lc2FsdA'
const key = 'nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
const bcryptTail = 'CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'

test.each([
  [
    `$argon2id$v=19$m=131072,t=3,p=4$${salt}$${key}`,
    { scheme: 'argon2id', memoryKib: 131072, passes: 3, lanes: 4 },
  ],
  [`$argon2id$v=19$m=8,t=1,p=1$${salt}$${key}`, { scheme: 'argon2id', memoryKib: 8, passes: 1, lanes: 1 }],
  [`$2y$13$${bcryptTail}`, { scheme: 'bcrypt', log2Rounds: 13 }],
  [`$2a$04$${bcryptTail}`, { scheme: 'bcrypt', log2Rounds: 4 }],
  [`$scrypt$ln=17,r=8,p=1$${salt}$${key}`, { scheme: 'scrypt', log2N: 17, r: 8, p: 1 }],
  [`$pbkdf2-sha256$2000000$${salt}$${key}`, { scheme: 'pbkdf2', digest: 'sha256', iterations: 2_000_000 }],
])('%s is read with its cost', (text, cost) => {
  expect(readHash(text)).toEqual({ ok: true, phc: text, scheme: cost.scheme, cost })
})

describe('refused', () => {
  test.each([
    `$argon2id$v=19$m=4194304,t=1,p=1$${salt}$${key}`,
    `$argon2id$v=19$m=131073,t=1,p=1$${salt}$${key}`,
    `$argon2id$v=19$m=65536,t=100,p=1$${salt}$${key}`,
    `$argon2i$v=19$m=19456,t=4000000000,p=1$${salt}$${key}`,
    `$argon2id$v=19$m=65536,t=1,p=255$${salt}$${key}`,
    `$2b$14$${bcryptTail}`,
    `$2b$31$${bcryptTail}`,
    `$scrypt$ln=18,r=8,p=1$${salt}$${key}`,
    `$scrypt$ln=31,r=1,p=1$${salt}$${key}`,
    `$scrypt$ln=14,r=8,p=9$${salt}$${key}`,
    `$scrypt$ln=1,r=1,p=99999$${salt}$${key}`.replace('r=1,', 'r=99999,'),
    `scrypt$1073741824$salt$8$1$${key}`,
    `$pbkdf2-sha256$2000001$${salt}$${key}`,
    `pbkdf2_sha256$9999999999$salt$${key}`,
    `$pbkdf2-sha512$1000001$${salt}$${key}`,
  ])('%s costs too much', (text) => {
    expect(readHash(text)).toEqual({ ok: false, problem: 'hash-too-costly' })
  })

  test.each([
    '$argon2id$v=19$m=19456,t=2,p=1$',
    `$argon2id$v=19$m=19456,t=2$${salt}$${key}`,
    `$argon2id$v=19$m=19456,t=2,p=1,keyid=AAAA$${salt}$${key}`,
    `$argon2id$v=18$m=19456,t=2,p=1$${salt}$${key}`,
    `$argon2id$v=19$m=19456,t=0,p=1$${salt}$${key}`,
    `$argon2id$v=19$m=19456,t=2,p=1$${salt}$AAAA`,
    `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${key}\n`,
    '$2b$10$short',
    `$2b$03$${bcryptTail}`,
    `$2b$99$${bcryptTail}`,
    `$2b$+4$${bcryptTail}`,
    `$2b$10$${bcryptTail} `,
    `$scrypt$ln=14,r=8$${salt}$${key}`,
    `$scrypt$ln=14,r=8,p=0$${salt}$${key}`,
    `$scrypt$ln=14,r=8,r=8,p=1$${salt}$${key}`,
    `$scrypt$ln=14,r=8,p=1$${salt}$c2hvcnQ`,
    `scrypt$16383$salt$8$1$${key}`,
    '$7$C6..../....SodiumChloride$short',
    `$pbkdf2-sha256$0$${salt}$${key}`,
    `$pbkdf2-sha256$29000$${salt}$c2hvcnQ`,
    `$pbkdf2-sha256$29000$${salt}$${key}${key}`,
    `$pbkdf2-sha256$29000$sa*lt$${key}`,
  ])('%j is malformed', (text) => {
    expect(readHash(text)).toEqual({ ok: false, problem: 'hash-malformed' })
  })

  test.each([
    '',
    'Qazaqstan-2026!',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    '$1$salt$qJH7.N4xYta3aEG/dfqo/0',
    `$argon2d$v=19$m=256,t=2,p=1$${salt}$${key}`,
    `$2x$05$${bcryptTail}`,
    '$y$j9T$salt$hash',
    'sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2dc8',
    ` $2b$10$${bcryptTail}`,
  ])('%j is unknown', (text) => {
    expect(readHash(text)).toEqual({ ok: false, problem: 'hash-unknown' })
  })
})
