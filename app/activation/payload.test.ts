import { expect, test } from 'vitest'
import { readPayload, tokenOf } from './payload.ts'

const origin = 'https://kabinet.example.kz'
const token = 'AbCdEfGhIjKlMnOpQrSt_-'

test('our own payload gives its token', () => {
  expect(readPayload(`${origin}/ed24/#activate=${token}`, origin)).toEqual({ ok: true, token })
  expect(readPayload(`  ${origin}/ed24/#activate=${token}\n`, origin)).toEqual({ ok: true, token })
})

test.each([
  `https://kabinet.example.kz.evil.example/ed24/#activate=${token}`,
  `https://kabinet.example.kz@evil.example/ed24/#activate=${token}`,
  `http://kabinet.example.kz/ed24/#activate=${token}`,
  `https://kabinet.example.kz:8443/ed24/#activate=${token}`,
  `https://evil.example/ed24/?to=${origin}/ed24/#activate=${token}`,
])('another origin is told as one: %s', (text) => {
  expect(readPayload(text, origin)).toEqual({ ok: false, problem: 'other-origin' })
})

test.each([
  '',
  'hello',
  `javascript:alert(1)#activate=${token}`,
  `data:text/html,#activate=${token}`,
  `${origin}/#activate=${token}`,
  `${origin}/ed24/?x=1#activate=${token}`,
  `${origin}/ed24/#activate=${token}x`,
  `${origin}/ed24/#activate=`,
  'WIFI:S:home;T:WPA;P:secret;;',
])('what is no activation is refused: %s', (text) => {
  expect(readPayload(text, origin)).toEqual({ ok: false, problem: 'not-ours' })
})

test('a fragment is read whole or not at all', () => {
  expect(tokenOf(`#activate=${token}`)).toBe(token)
  expect(tokenOf(`#activate=${token}&x`)).toBeUndefined()
  expect(tokenOf('#register')).toBeUndefined()
})
