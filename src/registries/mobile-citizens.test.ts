import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import { localMobileCitizens } from './adapters/local-mobile-citizens.ts'
import { type MobileCitizens, patient } from './mobile-citizens.ts'

const keyring = makeKeyring([{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }])
const question = { iin: '880512400120' as Iin, phone: '+77051239223' as Phone }

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await database.reader
    .insertInto('mobile_citizens')
    .values({
      phone_index: keyring.index('phone', question.phone),
      iin_index: keyring.index('iin', question.iin),
      source_digest: Buffer.alloc(32),
    })
    .execute()
})

describe('the imported register', () => {
  test.each([
    [question, 'MATCH'],
    [{ ...question, iin: '900101300017' as Iin }, 'MISMATCH'],
    [{ ...question, phone: '+77051239224' as Phone }, 'NOT_REGISTERED'],
  ] as const)('%#', async (asked, answer) => {
    expect(await localMobileCitizens(database.reader, keyring).ask(asked)).toBe(answer)
  })
})

describe('patience', () => {
  const faults: unknown[] = []
  const ask = (register: MobileCitizens['ask']) =>
    patient({ ask: register }, (fault) => faults.push(fault), 20).ask(question)

  test('an answer in time is passed on', async () => {
    expect(await ask(async () => 'MISMATCH')).toBe('MISMATCH')
  })

  test('a late one and a fault are “unavailable”; the fault is told', async () => {
    expect(await ask(() => wait(200, 'MATCH'))).toBe('UNAVAILABLE')
    expect(await ask(() => Promise.reject(new Error('refused')))).toBe('UNAVAILABLE')
    expect(faults).toHaveLength(1)
  })
})
