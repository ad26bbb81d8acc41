import { expect, test } from 'vitest'
import { limitedNetwork } from './address.ts'
import type { Iin } from './iin.ts'
import { maskAddress, maskIin, maskPhone } from './masks.ts'
import type { Phone } from './phone.ts'

test('a number shows its last two digits', () => {
  expect(maskPhone('+77051239223' as Phone)).toBe('+7 7** *** ** 23')
})

test('an IIN shows its last four digits and nothing of the birth date', () => {
  expect(maskIin('880512400120' as Iin)).toBe('•••• •••• 0120')
})

test.each([
  ['203.0.113.77', '203.0.113.*', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.*', '203.0.113.77'],
  ['::ffff:cb00:714d', '203.0.113.*', '203.0.113.77'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2:*', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0:*', '2001:db8:0:0::/64'],
  ['[2001:db8::1]', '2001:db8:0:0:*', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0:*', 'fe80:0:0:0::/64'],
  ['::1', null, '0:0:0:0::/64'],
  ['1.2.3', null, 'unknown'],
  ['1.2.3.256', null, 'unknown'],
  ['01.2.3.4', null, 'unknown'],
  ['2001:db8::1::2', null, 'unknown'],
  ['<b>', null, 'unknown'],
  ['', null, 'unknown'],
])('%j is shown as %s and counted as %s', (text, shown, counted) => {
  expect(maskAddress(text)).toBe(shown)
  expect(limitedNetwork(text)).toBe(counted)
})
