import { createHash, randomBytes, randomInt } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { demoKeys } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import type { Headers } from '../drivers/answer.ts'
import { type Key, newKey } from '../drivers/app.ts'
import { ownAddress } from '../drivers/browser.ts'
import { idPrefix } from './lines.ts'

/** Somebody of the table who has a password, a number that BMG confirms, and from now on a session and an app. */
export type Drawn = {
  readonly accountId: string
  readonly iin: string
  readonly session: string
  readonly key: Key
  /** What a proxy says of where it comes from, the same for browser and phone. */
  readonly address: Headers
}

const keyring = makeKeyring(demoKeys)

/** So many people drawn evenly over the whole table, nobody twice; each gets a living session and a two days old app. */
export async function draw(database: Database, size: number, many: number): Promise<Drawn[]> {
  const drawn: Drawn[] = []
  for (let tries = 0; drawn.length < many && tries < 100; tries += 1) {
    // A twelfth of the crowd's numbers have no check digit, so the last person's number is that much higher.
    const ids = Array.from(
      { length: many },
      () =>
        idPrefix +
        randomInt(Math.floor(size * 1.09))
          .toString(16)
          .padStart(12, '0'),
    )
    const { rows } = await database.pool.query<{ id: string; iin_sealed: Buffer }>(
      `select a.id, a.iin_sealed from accounts a join passwords p on p.account_id = a.id and p.replaced_at is null
         join mobile_citizens m on m.phone_index = a.phone_index and m.iin_index = a.iin_index
        where a.id = any($1) and a.closed_at is null
          and not exists (select from bindings b where b.account_id = a.id)
          and not exists (select from restrictions r where r.account_id = a.id)`,
      [[...new Set(ids)]],
    )
    for (const row of rows.slice(0, many - drawn.length))
      drawn.push(await equip(database, row.id, keyring.open('accounts.iin', row.iin_sealed)))
  }
  if (drawn.length < many) throw new Error('the table has too few people to draw from')
  return drawn
}

async function equip(database: Database, accountId: string, iin: string): Promise<Drawn> {
  const key = newKey()
  const thumbprint = Buffer.from(await calculateJwkThumbprint(key.jwk, 'sha256'), 'base64url')
  const session = randomBytes(16).toString('base64url')
  await database.pool.query(
    `with app as (
       insert into installations (thumbprint, public_key, device, language, created_at, seen_at, bound_at)
       values ($1, $2, 'Chrome, Android', 'ru', now() - interval '2 days', now(), now() - interval '2 days') returning id
     ), bound as (
       insert into bindings (account_id, installation_id, phone_index, made_through, made_at)
       select a.id, app.id, a.phone_index, 'public', now() - interval '2 days' from accounts a, app where a.id = $3
     )
     insert into sessions (id_hash, account_id, created_at, seen_at, expires_at, reauthenticated_at, browser, address_sealed)
     values ($4, $3, now(), now(), now() + interval '12 hours', now(), 'Chrome, Android', $5)`,
    [
      thumbprint,
      JSON.stringify(key.jwk),
      accountId,
      createHash('sha256').update(session).digest(),
      keyring.seal('sessions.address', '203.0.113.7'),
    ],
  )
  return { accountId, iin, session, key, address: ownAddress() }
}
