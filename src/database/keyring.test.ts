import { expect, test } from 'vitest'
import { makeKeyring } from './keyring.ts'

const old = { id: 'k1', secret: 'first secret of the deployment' }
const current = { id: 'k2', secret: 'second secret of the deployment' }

test('what one context seals, the same context opens', () => {
  const keyring = makeKeyring([old])
  for (const plain of ['', 'a', 'Әлия Ұ', '🙂'.repeat(1000)]) {
    expect(keyring.open('accounts.name', keyring.seal('accounts.name', plain))).toBe(plain)
  }
})

test('the same value never seals to the same bytes', () => {
  const keyring = makeKeyring([old])
  expect(keyring.seal('c', 'same')).not.toEqual(keyring.seal('c', 'same'))
})

test('a value moved to another column does not open', () => {
  const keyring = makeKeyring([old])
  expect(() => keyring.open('accounts.name', keyring.seal('accounts.iin', '000101000000'))).toThrow()
})

test('a change of any byte after the key id is noticed', () => {
  const keyring = makeKeyring([old])
  const sealed = keyring.seal('c', 'value')
  for (let at = 1 + old.id.length; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    expect(() => keyring.open('c', changed)).toThrow()
  }
  for (const length of [0, 1, 3, 20, sealed.length - 1]) {
    expect(() => keyring.open('c', sealed.subarray(0, length))).toThrow()
  }
})

test('a new key seals, the old one still opens, and look-ups stay', () => {
  const before = makeKeyring([old])
  const after = makeKeyring([current, old])
  expect(after.open('c', before.seal('c', 'value'))).toBe('value')
  expect(() => before.open('c', after.seal('c', 'value'))).toThrow('no key to open c')
  expect(after.index('iin', '000101000000')).toEqual(before.index('iin', '000101000000'))
  expect(after.mac('decoy', 'x')).toEqual(before.mac('decoy', 'x'))
})

test('indexes and macs are 32 bytes, apart by kind, purpose and secret', () => {
  const a = makeKeyring([old])
  const b = makeKeyring([current])
  const made = [
    a.index('iin', 'x'),
    a.index('phone', 'x'),
    a.mac('iin', 'x'),
    a.index('iin', 'y'),
    b.index('iin', 'x'),
  ]
  expect(made.map(({ length }) => length)).toEqual([32, 32, 32, 32, 32])
  expect(new Set(made.map((bytes) => bytes.toString('hex'))).size).toBe(made.length)
})

test('another secret under the same key id does not open', () => {
  const other = makeKeyring([{ id: old.id, secret: current.secret }])
  expect(() => other.open('c', makeKeyring([old]).seal('c', 'value'))).toThrow()
})

test('no key, no keyring', () => {
  expect(() => makeKeyring([])).toThrow('at least one key')
})
