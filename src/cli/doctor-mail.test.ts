import { expect, test } from 'vitest'
import { startMailServer } from '../../test/support/mail-server.ts'
import { checkMail } from './doctor-mail.ts'

test('without a mail server there is nothing to check', async () => {
  expect(await checkMail({ mail: undefined })).toMatchObject({ fine: true })
  expect(await checkMail({ mail: { via: 'terminal' } })).toMatchObject({ fine: true })
})

test('a server that takes us is fine, and gets no mail', async () => {
  const server = await startMailServer()
  expect(await checkMail({ mail: server.route })).toEqual({
    fine: true,
    what: `mail server 127.0.0.1:${server.port} takes us`,
    details: [],
  })
  expect([server.logins(), server.taken.length]).toEqual([1, 0])
  await server.close()
})

test('what is wrong is named, without the password', async () => {
  const server = await startMailServer()
  const login = { user: 'kabinet', password: 'not-this-one' }
  const findings = await Promise.all([
    checkMail({ mail: { ...server.route, login } }),
    checkMail({ mail: { ...server.route, requireTls: true } }),
    checkMail({ mail: { ...server.route, port: 1 } }),
  ])
  expect(findings.map(({ fine, details }) => [fine, details[0]?.split(':')[0]])).toEqual([
    [false, 'unauthorised'],
    [false, 'no-tls'],
    [false, 'unreachable'],
  ])
  expect(JSON.stringify(findings)).not.toContain(login.password)
  await server.close()
})
