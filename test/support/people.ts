import type { EventWords, SecurityKind } from '../../src/account/events.ts'
import { feedChannel, sealWords } from '../../src/account/events.ts'
import type { Phc } from '../../src/account/passwords/imported.ts'
import { checkDigit, type Iin, parseIin } from '../../src/domain/iin.ts'
import type { Language } from '../../src/domain/language.ts'
import type { QueueSystem } from '../../src/domain/queue-system.ts'
import type { Parts } from '../../src/http/parts.ts'
import type { LogStream } from './log-stream.ts'

export type Person = { readonly id: string; readonly iin: Iin; readonly password: string }

/** Puts people and what belongs to them into a portal's database, sealed as the importer seals it. */
export type People = {
  account(person?: NewPerson): Promise<Person>
  child(owner: Person, child?: Partial<NewChild>): Promise<void>
  /** Adds an event to the feed; open feeds hear of it. Returns its id. */
  event(owner: Person, event?: Partial<NewEvent>): Promise<string>
}

export type NewPerson = {
  readonly iin?: Iin
  /** Null: a queue system made the account and nobody has set a password yet. */
  readonly password?: string | null
  /** A hash as it was imported, instead of our own of `password`. */
  readonly phc?: string
  readonly phone?: string | null
  readonly name?: string
  readonly language?: Language
  readonly system?: QueueSystem
  readonly isClosed?: boolean
}
export type NewChild = {
  name: string
  status: 'queued' | 'attending'
  since: string
  system: QueueSystem
  organisation: string | null
}
export type NewEvent = {
  at: Date
  kind: string
  system: QueueSystem
  title: string
  body: string
  security: SecurityKind
}

export const usualPassword = 'Tulpar#7-kok-aspan'

let numberOfPeople = 0

/** Another well-formed IIN at each call, of nobody in particular. */
export function newIin(): Iin {
  for (;;) {
    numberOfPeople += 1
    // Ten thousand have one birthday: a whole fuzzing run needs more.
    const [day, serial] = [12 + Math.floor(numberOfPeople / 10_000), numberOfPeople % 10_000]
    const eleven = `8805${day}4${String(serial).padStart(4, '0')}`
    const digit = checkDigit(eleven)
    const read = parseIin(`${eleven}${digit ?? ''}`)
    if (digit !== null && read.ok) return read.iin
  }
}

export function makePeople(parts: Parts, log: LogStream): People {
  const { database, keyring, hasher } = parts
  const hashes = new Map<string, Phc>()

  async function hashOf(password: string): Promise<Phc> {
    const known = hashes.get(password)
    if (known) return known
    const phc = await hasher.hash(password)
    if (phc === 'busy') throw new Error('the hashing queue is full')
    hashes.set(password, phc)
    return phc
  }

  return {
    async account(person = {}) {
      const { iin = newIin(), password = usualPassword, name = 'Сейтқали Айгерім' } = person
      const { phone = '+77051239223', language = 'ru', system = 'INDIGO' } = person
      log.forbid(iin, password ?? '', phone ?? '', ...name.split(' '))
      const row = await database.reader
        .insertInto('accounts')
        .values({
          iin_index: keyring.index('iin', iin),
          iin_sealed: keyring.seal('accounts.iin', iin),
          name_sealed: keyring.seal('accounts.name', name),
          phone_index: phone === null ? null : keyring.index('phone', phone),
          phone_sealed: phone === null ? null : keyring.seal('accounts.phone', phone),
          language,
          system,
          closed_at: person.isClosed ? parts.clock.now() : null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const phc = person.phc ?? (password === null ? undefined : await hashOf(password))
      if (phc !== undefined) {
        await database.reader
          .insertInto('passwords')
          .values({ account_id: row.id, phc_sealed: keyring.seal('passwords.phc', phc), set_by: 'import' })
          .execute()
      }
      return { id: row.id, iin, password: password ?? '' }
    },

    async child(owner, child = {}) {
      const iin = newIin()
      const { name = 'Сейтқали Алихан', status = 'queued', since = '2025-03-10' } = child
      log.forbid(iin, ...name.split(' '))
      await database.reader
        .insertInto('children')
        .values({
          child_index: keyring.index('iin', iin),
          child_sealed: keyring.seal('children.iin', iin),
          name_sealed: keyring.seal('children.name', name),
          status,
          since,
          applicant_index: keyring.index('iin', owner.iin),
          account_id: owner.id,
          system: child.system ?? 'INDIGO',
          organisation: child.organisation ?? null,
          source_digest: keyring.mac('import.kindergarten', iin),
        })
        .execute()
    },

    async event(owner, event = {}) {
      const { at = parts.clock.now(), kind = 'queue', title = 'Место в очереди: 5', body = 'Было 9' } = event
      const say = { title, body }
      const words: EventWords = { kk: say, ru: say, en: say }
      const row = await database.reader
        .insertInto('events')
        .values({
          account_id: owner.id,
          at,
          ...(event.security
            ? { category: 'security' as const, kind: event.security, browser: 'Chrome, Android' }
            : {
                category: 'system' as const,
                kind,
                system: event.system ?? 'INDIGO',
                words_sealed: sealWords(keyring, words),
              }),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await database.pool.query('select pg_notify($1, $2)', [feedChannel, owner.id])
      return row.id
    },
  }
}
