import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { demoKeys } from '../../src/config.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { checkDigit } from '../../src/domain/iin.ts'
import { iinOfNumber } from './iin.ts'

/**
 * A worker that writes people and their registers as lines of COPY: what takes the keyring, one value a person. Values
 * are sealed and indexed as the import does it, so every page opens them. Answers to `{ from, to }`, numbers of the crowd.
 */
export type Asked = { readonly from: number; readonly to: number }
export type Lines = { readonly [table in (typeof copied)[number]]: string }

/** Filled by COPY, in this form of columns; the other tables are derived from these inside the database. */
export const copied = ['accounts', 'children', 'births', 'mobile_citizens'] as const
export const columns: Readonly<Record<(typeof copied)[number], string>> = {
  accounts:
    'id, iin_index, iin_sealed, name_sealed, phone_index, phone_sealed, language, system, source_digest, created_at',
  children:
    'child_index, child_sealed, name_sealed, status, since, applicant_index, account_id, system, organisation, source_digest',
  births:
    'child_index, certificate_index, certificate_digits, has_series, first_parent_index, second_parent_index, source_digest',
  mobile_citizens: 'phone_index, iin_index, source_digest',
}

/** The account's id of a person: the number stands in it, so that the database finds it there again. */
export const idPrefix = '01980000-0000-7000-8000-'
const systems = ['INDIGO', 'SAKURA', 'MINDAL', 'MALAHIT', 'AZAMAT'] as const
const threeYears = 3 * 365 * 86_400_000

const keyring = makeKeyring(demoKeys)
const hex = (bytes: Buffer) => `\\\\x${bytes.toString('hex')}`
const names = Array.from({ length: 500 }, (_, at) => hex(keyring.seal('accounts.name', `Сынақ Адам ${at}`)))
const childNames = Array.from({ length: 500 }, (_, at) =>
  hex(keyring.seal('children.name', `Сынақ Бала ${at}`)),
)
const digest = hex(createHash('sha256').update('source').digest())

parentPort?.on('message', ({ from, to }: Asked) => parentPort?.postMessage(linesOf(from, to)))

function linesOf(from: number, to: number): Lines {
  const rows = { accounts: '', children: '', births: '', mobile_citizens: '' }
  const { now } = workerData as { now: number }
  for (let person = from; person < to; person += 1) {
    const iin = iinOfNumber(person)
    if (iin === null) continue
    const id = `${idPrefix}${person.toString(16).padStart(12, '0')}`
    const own = hex(keyring.index('iin', iin))
    const phone = `+77${String(person).padStart(9, '0')}`
    const number = hex(keyring.index('phone', phone))
    const system = systems[person % systems.length]
    const since = new Date(now - ((person * 7919) % 1_000_003) * (threeYears / 1_000_003)).toISOString()
    rows.accounts += `${id}\t${own}\t${hex(keyring.seal('accounts.iin', iin))}\t${names[person % 500]}\t${number}\t${hex(
      keyring.seal('accounts.phone', phone),
    )}\t${person % 3 === 0 ? 'kk' : 'ru'}\t${system}\t${digest}\t${since}\n`
    // Nine of ten numbers are registered in BMG, one in fifty of them for somebody else.
    if (person % 10 !== 9) {
      const holder = person % 50 === 7 ? hex(keyring.index('iin', `other ${person}`)) : own
      rows.mobile_citizens += `${number}\t${holder}\t${digest}\n`
    }
    for (let child = 0; child < childrenOf(person); child += 1) {
      const childIin = childIinOf(person * 3 + child)
      if (childIin === null) continue
      const index = hex(keyring.index('iin', childIin))
      const status = person % 3 === 0 ? 'attending' : 'queued'
      rows.children += `${index}\t${hex(keyring.seal('children.iin', childIin))}\t${childNames[person % 500]}\t${status}\t${since.slice(
        0,
        10,
      )}\t${own}\t${id}\t${system}\t\\N\t${digest}\n`
      const certificate = String(1_000_000 + ((person * 3 + child) % 9_000_000))
      const partner = iinOfNumber(person ^ 1)
      const second = partner === null ? '\\N' : hex(keyring.index('iin', partner))
      rows.births += `${index}\t${hex(keyring.index('certificate', `IIAB${certificate}`))}\t${hex(
        keyring.index('certificate-digits', certificate),
      )}\tt\t${own}\t${second}\t${digest}\n`
    }
  }
  return rows
}

/** 0 to 3, 1.3 in the middle. */
function childrenOf(person: number): number {
  return [1, 1, 2, 1, 3, 1, 0, 1, 2, 1][(person >> 1) % 10] ?? 1
}

/** Children are born from 2010 to 2023 (seventh digit 5 or 6), so none has an adult's IIN. */
function childIinOf(number: number): string | null {
  const day = String(1 + (number % 28)).padStart(2, '0')
  const month = String(1 + (Math.floor(number / 28) % 12)).padStart(2, '0')
  const year = String(10 + (Math.floor(number / 336) % 14))
  const serial = String(Math.floor(number / 4704)).padStart(4, '0')
  const eleven = `${year}${month}${day}${5 + (number % 2)}${serial}`
  const digit = checkDigit(eleven)
  return digit === null ? null : `${eleven}${digit}`
}
