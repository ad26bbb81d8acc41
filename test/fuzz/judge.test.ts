import { expect, test } from 'vitest'
import { faultsOf } from './judge.ts'
import { markup } from './values.ts'

test('the judge of the answers sees what it is there to see', () => {
  const good: Record<string, string> = {
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }
  const judged = (status: number, text = '', more: Record<string, string> = {}) =>
    faultsOf(
      new Response(null, { status, headers: { ...good, ...more } }),
      text,
      (path) => path === '/sign-in',
    )
  expect(judged(200)).toEqual([])
  expect(judged(503, '', { 'retry-after': '5' })).toEqual([])
  expect(judged(303, '', { location: '/sign-in?notice=ended' })).toEqual([])
  const id = '00000000-0000-4000-8000-000000000000'
  expect(judged(303, '', { location: `/sign-in?transfer=${id}` })).toEqual([])
  expect(judged(500)).toEqual(['status 500'])
  expect(judged(503)).toEqual(['status 503'])
  expect(judged(200, '', { 'x-content-type-options': 'x' })).toEqual(['header x-content-type-options'])
  expect(judged(303, '', { location: 'https://evil.example/' })).toEqual(['a redirect elsewhere'])
  expect(judged(303, '', { location: '/sign-in?iin=880512400120' })).toEqual(['personal data in a redirect'])
  expect(judged(200, `<p>${markup}</p>`)).toEqual(['what was typed became markup'])
  expect(judged(404, 'TypeError: x')).toEqual(['something of the inside'])
})
