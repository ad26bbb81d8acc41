import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeRegisters } from '../../src/registers.ts'
import { asksRecovery, type Installation, newBound } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { type RegisterServer, startRegisterServer } from '../support/register-server.ts'

// A code is shown, or not, by what the mobile-citizens register says over its socket.

/** Every test account's number. */
const phone = '+77051239223'
let server: RegisterServer
let portal: TestPortal
let person: Person
let app: Installation
const numbers: { phone: string; iin: string }[] = []
beforeAll(async () => {
  server = await startRegisterServer({ numbers })
  portal = await newTestPortal({
    with: (usual) => {
      const registers = { ...usual.config.registers, 'mobile-citizens': server.service }
      const config = { ...usual.config, registers }
      return { config, registers: makeRegisters({ ...usual, config }, { tryMilliseconds: 1000 }) }
    },
  })
})
beforeEach(async () => {
  person = await portal.account()
  app = await newBound(portal, person, { hoursOld: 48 })
  numbers.splice(0)
})
afterAll(() => server.close())

async function showsCode() {
  const { recoveryId } = await asksRecovery(portal, person.iin)
  const { status, body } = await app.showsCode(recoveryId)
  const lines = await portal.database.reader
    .selectFrom('audit_log')
    .where('type', '=', 'recovery-code')
    .orderBy('id', 'desc')
    .select('detail')
    .execute()
  return [status, body.problem, lines[0]?.detail]
}

test('the number stands under this IIN, under another, or under none', async () => {
  numbers.push({ phone, iin: person.iin })
  expect(await showsCode()).toEqual([200, undefined, { bmg: 'match' }])
  numbers.splice(0, 1, { phone, iin: '850715400028' })
  expect(await showsCode()).toEqual([409, 'number-not-yours', { bmg: 'mismatch' }])
  numbers.splice(0)
  expect(await showsCode()).toEqual([200, undefined, { bmg: 'not-registered' }])
})

test('a register that hangs, breaks off or says something else refuses nobody', async () => {
  numbers.push({ phone, iin: '850715400028' })
  for (const conduct of ['hangs', 'cut-in-body', 'wrong-id', { status: 500 }] as const) {
    server.always(conduct)
    expect(await showsCode()).toEqual([200, undefined, { bmg: 'unavailable' }])
  }
  server.always('works')
  expect(await showsCode()).toEqual([409, 'number-not-yours', { bmg: 'mismatch' }])
})
