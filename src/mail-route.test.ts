import { expect, test } from 'vitest'
import { readMailRoute } from './mail-route.ts'

const from = 'notices@kabinet.example.kz'
const read = (mode: 'demo' | 'production' | 'test', url?: string, sender: string | undefined = from) =>
  readMailRoute(mode, { KABINET_SMTP_URL: url, KABINET_MAIL_FROM: sender })

test('without a mail server no mails are sent; a demo shows them', () => {
  expect(readMailRoute('production', {})).toEqual({ route: undefined, problems: [] })
  expect(readMailRoute('test', {}).route).toBeUndefined()
  expect(readMailRoute('demo', {}).route).toEqual({ via: 'terminal' })
})

test('a server by its address, with the usual port and login, always encrypted in production', () => {
  expect(read('production', 'smtps://ka%40b:p%2Fw@mail.example.kz').route).toEqual({
    via: 'smtp',
    host: 'mail.example.kz',
    port: 465,
    secure: true,
    requireTls: false,
    login: { user: 'ka@b', password: 'p/w' },
    from,
  })
  expect(read('production', 'smtp://mail.example.kz').route).toMatchObject({ port: 587, requireTls: true })
  expect(read('demo', 'smtp://[::1]:2525').route).toMatchObject({
    host: '::1',
    port: 2525,
    requireTls: false,
    login: undefined,
  })
})

test('half a configuration, or one that says more than it may, is a problem in words', () => {
  const bad = [
    'https://mail.example.kz',
    'smtp://',
    'mail.example.kz',
    'smtp://mail.example.kz?tls.rejectUnauthorized=false',
    'smtp://mail.example.kz/path',
    'smtp://user@mail.example.kz',
    'smtp://user:%zz@mail.example.kz',
  ]
  for (const url of bad) expect(read('production', url).problems[0], url).toMatch(/KABINET_SMTP_URL/)
  expect(read('production', undefined).problems[0]).toMatch(/belong together/)
  expect(readMailRoute('production', { KABINET_SMTP_URL: 'smtps://mail.example.kz' }).problems[0]).toMatch(
    /belong together/,
  )
  for (const sender of ['kabinet', 'Kabinet <notices@kabinet.kz>', 'a@b.kz\r\nBcc: c@d.kz'])
    expect(read('production', 'smtps://mail.example.kz', sender).problems[0]).toMatch(/KABINET_MAIL_FROM/)
})
