import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import { type RegisterServer, startRegisterServer } from '../../test/support/register-server.ts'
import { makeKeyring } from '../database/keyring.ts'
import { parseCertificate } from '../domain/certificate.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import { type ImportKind, importFile } from '../import/import-file.ts'
import { httpBirths } from './adapters/http-births.ts'
import { httpKindergarten } from './adapters/http-kindergarten.ts'
import { httpMobileCitizens } from './adapters/http-mobile-citizens.ts'
import { makeJsonService } from './adapters/json-service.ts'
import { localBirths } from './adapters/local-births.ts'
import { localKindergarten } from './adapters/local-kindergarten.ts'
import { localMobileCitizens } from './adapters/local-mobile-citizens.ts'
import { makeExchange } from './adapters/mutual-tls.ts'
import type { BirthFacts, BirthQuestion } from './births.ts'
import type { ChildStatus, KindergartenFacts, KindergartenQuestion } from './kindergarten.ts'
import type { MobileCitizensFact, MobileCitizensQuestion } from './mobile-citizens.ts'
import type { Register } from './register.ts'

// One table of questions and answers that every adapter passes, each asked over the same people.

const [mother, father, stranger] = ['880512400120', '900101300017', '850715400028'] as Iin[]
const [son, daughter, orphan, unknown] = [
  '210520500404',
  '220930600060',
  '210520600010',
  '210228500056',
] as Iin[]
const files: Readonly<Record<'births' | 'kindergarten' | 'mobile-citizens', readonly string[]>> = {
  births: [
    'child_iin,certificate_number,first_parent_iin,second_parent_iin',
    `${son},II-АБ № 123456,${mother},${father}`,
    `${daughter},7654321,${mother},${father}`,
    `${orphan},ІІ - АК 000777,,${mother}`,
  ],
  kindergarten: [
    'child_iin,child_name,status,since,applicant_iin,system,organisation',
    `${son},Ким Тимур,queued,2024-01-31,${mother},INDIGO,`,
    `${daughter},Ким Аяна,attending,2023-09-01,${mother},SAKURA,Ясли-сад № 12`,
  ],
  'mobile-citizens': [
    'iin,phone',
    `${mother},+77051239223`,
    `${mother},+77051239224`,
    `${father},+77017654321`,
  ],
}
const records = {
  births: [
    { child: son as string, certificate: 'IIAБ123456', parents: [mother as string, father as string] },
    { child: daughter as string, certificate: '7654321', parents: [father as string, mother as string] },
    { child: orphan as string, certificate: 'IIAK000777', parents: [mother as string] },
  ],
  children: [
    { child: son as string, status: 'queued', since: '2024-01-31' },
    { child: daughter as string, status: 'attending', since: '2023-09-01' },
  ],
  numbers: [
    { phone: '+77051239223', iin: mother as string },
    { phone: '+77051239224', iin: mother as string },
    { phone: '+77017654321', iin: father as string },
  ],
}

type Adapters = {
  readonly births: Register<BirthQuestion, BirthFacts>
  readonly kindergarten: Register<KindergartenQuestion, KindergartenFacts>
  readonly mobileCitizens: Register<MobileCitizensQuestion, MobileCitizensFact>
}
const adapters: Partial<Record<'local' | 'http', Adapters>> = {}
let server: RegisterServer

beforeAll(async () => {
  const database = await freshDatabase()
  const keyring = makeKeyring([{ id: 'test', secret: 'a-test-key-of-more-than-thirty-two-letters' }])
  for (const [kind, lines] of Object.entries(files)) {
    const stream = Readable.from([Buffer.from(lines.join('\n'))])
    const report = await importFile({ kind: kind as ImportKind, stream, database, keyring })
    expect(report).toMatchObject({ outcome: 'imported', fresh: lines.length - 1 })
  }
  const tables = [database.reader, keyring] as const
  adapters.local = {
    births: localBirths(...tables),
    kindergarten: localKindergarten(...tables),
    mobileCitizens: localMobileCitizens(...tables),
  }
  server = await startRegisterServer(records)
  const service = makeJsonService(makeExchange(server.service, { mostSockets: 4 }), { bytes: randomBytes })
  adapters.http = {
    births: httpBirths(service),
    kindergarten: httpKindergarten(service),
    mobileCitizens: httpMobileCitizens(service),
  }
})
afterAll(() => server.close())

const certificateOf = (text: string) => {
  const read = parseCertificate(text)
  if (!read.ok) throw new Error(read.problem)
  return { key: read.key, digits: read.digits, hasSeries: read.hasSeries }
}

describe.each(['local', 'http'] as const)('%s', (name) => {
  const asked = (): Adapters => {
    const found = adapters[name]
    if (!found) throw new Error(name)
    return found
  }

  test.each<[string, Iin | undefined, string, [Iin | undefined, Iin | undefined | null], boolean, boolean]>([
    ['both parents', son, 'II-АБ № 123456', [mother, father], true, true],
    ['the parents the other way round', son, 'ІІАБ123456', [father, mother], true, true],
    ['one of two', son, 'II-АБ 123456', [mother, null], true, false],
    ['one of two and a stranger', son, 'II-АБ 123456', [mother, stranger], true, false],
    ['the same one twice', son, 'II-АБ 123456', [mother, mother], true, false],
    ['two strangers', son, 'II-АБ 123456', [stranger, orphan], true, false],
    ['another number', son, 'II-АБ 123457', [mother, father], false, true],
    ['another series', son, 'II-АК 123456', [mother, father], false, true],
    ['no series where the record has one', son, '123456', [mother, father], false, true],
    ['a record without a series, digits alone', daughter, '7654321', [mother, father], true, true],
    ['a record without a series, any series', daughter, 'I-ЖТ № 7654321', [father, mother], true, true],
    ['a record without a series, other digits', daughter, '7654322', [mother, father], false, true],
    ['one parent recorded and named', orphan, 'II-АК 000777', [mother, null], true, true],
    ['one parent recorded, two named', orphan, 'II-АК 000777', [mother, father], true, false],
    ['one parent recorded, another named', orphan, 'II-АК 000777', [father, null], true, false],
    ['an unknown child', unknown, 'II-АБ 123456', [mother, father], false, false],
  ])('births: %s', async (_, child, text, parents, certificate, parentsAgree) => {
    const question = {
      child: child as Iin,
      certificate: certificateOf(text),
      parents: parents as [Iin, Iin | null],
      claimant: parents[0] as Iin,
    }
    const answer = { is: 'answered', certificate, parents: parentsAgree, alive: true }
    expect(await asked().births.ask(question)).toEqual(answer)
  })

  test.each<[string, Iin | undefined, ChildStatus, number, number, boolean, boolean]>([
    ['the very month', son, 'queued', 2024, 1, true, true],
    ['a month later', son, 'queued', 2024, 2, true, true],
    ['a month earlier, over the year', son, 'queued', 2023, 12, true, true],
    ['two months later', son, 'queued', 2024, 3, true, false],
    ['a year later', son, 'queued', 2025, 1, true, false],
    ['another status', son, 'attending', 2024, 1, false, true],
    ['one who attends', daughter, 'attending', 2023, 10, true, true],
    ['nothing right', daughter, 'queued', 2021, 9, false, false],
    ['an unknown child', unknown, 'queued', 2024, 1, false, false],
  ])('kindergarten: %s', async (_, child, status, year, month, statusAgrees, since) => {
    const question = { child: child as Iin, status, since: { year, month } }
    const answer = { is: 'answered', status: statusAgrees, since }
    expect(await asked().kindergarten.ask(question)).toEqual(answer)
  })

  test.each<[string, Iin | undefined, string, MobileCitizensFact]>([
    ['a number of this IIN', mother, '+77051239223', 'MATCH'],
    ['a second number of this IIN', mother, '+77051239224', 'MATCH'],
    ['a number of another', mother, '+77017654321', 'MISMATCH'],
    ['a number for an unknown IIN', stranger, '+77051239223', 'MISMATCH'],
    ['an unknown number', mother, '+77771234567', 'NOT_REGISTERED'],
    ['an unknown number and IIN', stranger, '+77771234567', 'NOT_REGISTERED'],
  ])('mobile citizens: %s', async (_, iin, phone, answer) => {
    expect(await asked().mobileCitizens.ask({ iin: iin as Iin, phone: phone as Phone })).toBe(answer)
  })
})
