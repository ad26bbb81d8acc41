import { expect, test } from 'vitest'
import { mayBeEndpoint, mayDial } from './address-guard.ts'

const strict = { local: false }

test('addresses inside a network are never dialled', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'localhost',
    '',
  ]
  expect(inside.filter((address) => mayDial(address, strict))).toEqual([])
})

test('public addresses are dialled', () => {
  const open = ['8.8.8.8', '142.250.1.1', '172.32.0.1', '2a00:1450:4001::1', '2606:4700::1111']
  expect(open.filter((address) => !mayDial(address, strict))).toEqual([])
})

test('local mode adds loopback and nothing else', () => {
  const local = { local: true }
  expect(['127.0.0.1', '::1'].every((address) => mayDial(address, local))).toBe(true)
  expect(['10.0.0.1', '169.254.169.254', 'fe80::1'].some((address) => mayDial(address, local))).toBe(false)
})

test('an endpoint is https on its usual port, by a public name, without a password', () => {
  expect(mayBeEndpoint('https://fcm.googleapis.com/fcm/send/abc:def', strict)).toBe(true)
  const refused = [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://user:secret@push.example/x',
    'https://push.example/x#fragment',
    'https://localhost/x',
    'https://intranet/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'ftp://push.example/x',
    'file:///etc/passwd',
    'push.example',
    `https://push.example/${'x'.repeat(2100)}`,
  ]
  expect(refused.filter((endpoint) => mayBeEndpoint(endpoint, strict))).toEqual([])
})
