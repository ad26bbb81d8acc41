import { appendFile, readFile, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { anchorNow, appendAnchor } from './anchors.ts'
import { beginning, hashLine, proveHash, proveHead } from './encoding.ts'
import { append, keyring, newChain, strangersKeyring, tamper } from './tampering.test-kit.ts'

const length = 40
let chain: Awaited<ReturnType<typeof newChain>>
beforeAll(async () => {
  chain = await newChain(length)
  await chain.database.pool.query(`
    create table log_then as table audit_log;
    create table chain_then as table audit_chain;
    create table head_then as table audit_head`)
  const anchor = await anchorNow(chain.database.reader, keyring, chain.clock.now())
  if (anchor) await appendAnchor(chain.anchorFile, anchor)
})

/** Does it, verifies, and puts everything back as it was. */
async function afterTampering(...statements: string[]) {
  await tamper(chain.database, ...statements)
  const { faults } = await chain.verify()
  await tamper(
    chain.database,
    'delete from audit_log',
    'delete from audit_chain',
    'delete from audit_head',
    'insert into audit_log overriding system value select * from log_then',
    'insert into audit_chain select * from chain_then',
    'insert into audit_head select * from head_then',
  )
  return faults
}

const place = fc.integer({ min: 1, max: length })
const runs = { numRuns: 8 }
const changes = {
  at: "at + interval '1 microsecond'",
  type: `type || chr(13) || chr(10)`,
  actor: `'operator'`,
  factor: `case when factor is null then '' end`,
  account_id: 'case when account_id is null then uuidv7() end',
  outcome: `'refused'`,
  request_id: `nullif('', '')`,
  detail: `detail || '{"n": 9007199254740993}'`,
} as const
const placeChanges = {
  chained_at: "chained_at + interval '1 microsecond'",
  previous: `sha256('x')`,
  hash: `sha256('x')`,
  mac: `sha256('x')`,
} as const

test('as it was, everything fits, and the anchor too', async () => {
  expect(await chain.verify()).toEqual({
    lines: length,
    head: length,
    dropped: 0,
    anchors: { compared: 1, beyondReach: 0 },
    faults: [],
  })
})

test.each(Object.entries(changes))('another %s is found, and its line named', async (column, to) => {
  await fc.assert(
    fc.asyncProperty(place, async (at) => {
      const faults = await afterTampering(`update audit_log set ${column} = ${to} where id = ${at}`)
      expect(faults[0]).toMatchObject({ is: 'changed', seq: at, id: String(at) })
    }),
    runs,
  )
})

test.each(Object.entries(placeChanges))(
  'another %s in the chain is found, and its line named',
  async (column, to) => {
    await fc.assert(
      fc.asyncProperty(place, async (at) => {
        const [first] = await afterTampering(`update audit_chain set ${column} = ${to} where seq = ${at}`)
        expect(first).toMatchObject({ is: column === 'mac' ? 'forged' : 'changed', seq: at, id: String(at) })
      }),
      runs,
    )
  },
)

test('a line or its place taken away is found and named', async () => {
  await fc.assert(
    fc.asyncProperty(place, async (at) => {
      const fromLog = `delete from audit_log where id = ${at}`
      const fromChain = `delete from audit_chain where line_id = ${at}`
      expect((await afterTampering(fromLog))[0]).toMatchObject({ is: 'missing', seq: at, id: String(at) })
      expect((await afterTampering(fromLog, fromChain))[0]).toMatchObject({ is: 'missing', seq: at })
      const unplaced = await afterTampering(fromChain)
      expect(unplaced[0]).toMatchObject({ is: 'missing', seq: at })
      expect(unplaced).toContainEqual(expect.objectContaining({ is: 'unchained', id: String(at) }))
    }),
    runs,
  )
})

test('lines that have changed places are found, and where they were is told', async () => {
  await fc.assert(
    fc.asyncProperty(place, place, async (one, other) => {
      fc.pre(one !== other)
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      const [first] = await afterTampering(
        `update audit_chain set seq = 1000 where seq = ${low}`,
        `update audit_chain set seq = ${low} where seq = ${high}`,
        `update audit_chain set seq = ${high} where seq = 1000`,
      )
      expect(first).toMatchObject({ is: 'reordered', seq: low, id: String(high) })
      expect(first?.what).toBe(`the line was chained as ${high} and stands as ${low}`)
      const [content] = await afterTampering(
        `update audit_log l set detail = o.detail, request_id = o.request_id from log_then o
          where (l.id, o.id) in ((${low}, ${high}), (${high}, ${low}))`,
      )
      expect(content).toMatchObject({ is: 'changed', seq: low, id: String(low) })
    }),
    runs,
  )
})

test('numbers moved up over a hole do not hide it', async () => {
  const [first] = await afterTampering(
    'delete from audit_chain where seq = 7',
    'delete from audit_log where id = 7',
    'update audit_chain set seq = seq + 1000 where seq > 7',
    'update audit_chain set seq = seq - 1001 where seq > 1000',
  )
  expect(first).toMatchObject({ is: 'reordered', seq: 7, id: '8' })
})

test('a line put in is found and named: without a place, with a copied one, with a hash but no key', async () => {
  const line = `insert into audit_log (id, at, type, actor, outcome) overriding system value
    select 1000, at + interval '1 second', 'sign-in', 'citizen', 'matched' from log_then where id = 9`
  const copied = `insert into audit_chain select seq, 1000, line_at + interval '1 second', chained_at, previous, hash, mac from chain_then where seq = 9`
  expect(await afterTampering(line)).toMatchObject([{ is: 'unchained', id: '1000' }])
  expect((await afterTampering(line, copied))[0]).toMatchObject({ is: 'inserted', seq: 9, id: '1000' })
  const moved = await afterTampering(
    line,
    'update audit_chain set seq = seq + 1001 where seq > 8',
    'update audit_chain set seq = seq - 1000 where seq > 1000',
    copied,
  )
  expect(moved).toContainEqual(expect.objectContaining({ is: 'changed', seq: 9, id: '1000' }))
})

test('a chain written anew without the key is found at the first line that differs', async () => {
  const { rows } = await chain.database.pool.query(
    `select c.seq::int, to_char(c.chained_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "chainedAt",
            l.id::text, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, l.type, l.actor, l.factor,
            l.account_id as "accountId", l.outcome, l.request_id as reference, l.detail::text
       from audit_chain c join audit_log l on l.id = c.line_id order by c.seq`,
  )
  let previous: Buffer = beginning
  const statements = ["update audit_log set outcome = 'refused' where id = 20"]
  for (const row of rows) {
    const outcome = row.id === '20' ? 'refused' : row.outcome
    const hash = hashLine({ ...row, previous }, { ...row, outcome })
    const isOwn = row.seq < 20
    const mac = proveHash(isOwn ? keyring : strangersKeyring, hash)
    const [h, m, p] = [hash, mac, previous].map((each) => `'\\x${each.toString('hex')}'`)
    statements.push(`update audit_chain set hash = ${h}, mac = ${m}, previous = ${p} where seq = ${row.seq}`)
    previous = hash
  }
  const mac = proveHead(strangersKeyring, { seq: length, hash: previous }).toString('hex')
  statements.push(`update audit_head set hash = '\\x${previous.toString('hex')}', mac = '\\x${mac}'`)
  const faults = await afterTampering(...statements)
  expect(faults).toContainEqual({ is: 'head', what: 'it was written by somebody without our keys' })
  expect(faults).toContainEqual(expect.objectContaining({ is: 'forged', seq: 20, id: '20' }))
})

test('an end that was cut off is found, by the head and, when that is gone or older, by an anchor', async () => {
  const cut = ['delete from audit_log where id > 30', 'delete from audit_chain where seq > 30']
  expect((await afterTampering(...cut))[0]).toMatchObject({ is: 'missing', seq: 31 })
  const headless = await afterTampering(...cut, 'delete from audit_head')
  expect(headless).toContainEqual({ is: 'head', what: 'the chain has lost its head' })
  expect(headless).toContainEqual({ is: 'anchor', what: expect.stringContaining('line 40 was chained by') })
  // A head that was true once, kept by the burglar: only the anchor knows better.
  const hash = (await chain.database.pool.query('select hash from chain_then where seq = 30')).rows[0]?.hash
  const mac = proveHead(keyring, { seq: 30, hash }).toString('hex')
  const older = `update audit_head set seq = 30, hash = '\\x${hash.toString('hex')}', mac = '\\x${mac}'`
  const faults = await afterTampering(...cut, older)
  expect(faults).toEqual([{ is: 'anchor', what: expect.stringContaining('the chain ends at 30') }])
})

test('an anchor of somebody else, a changed one, and one that contradicts the chain do not fit', async () => {
  const own = await readFile(chain.anchorFile, 'utf8')
  const { reader } = chain.database
  try {
    await appendFile(chain.anchorFile, own.replace('"seq":40', '"seq":39'))
    await appendFile(chain.anchorFile, 'nonsense\n')
    expect((await chain.verify()).faults).toEqual([
      { is: 'anchor', what: 'line 2 of the file is no anchor of ours' },
      { is: 'anchor', what: 'line 3 of the file is no anchor of ours' },
    ])
    const other = await newChain(length)
    const foreign = await anchorNow(other.database.reader, keyring, other.clock.now())
    await writeFile(chain.anchorFile, `${JSON.stringify(foreign)}\n`)
    expect((await chain.verify()).faults).toEqual([
      { is: 'anchor', what: expect.stringContaining('line 40 is another one') },
    ])
  } finally {
    await writeFile(chain.anchorFile, own)
  }
  await tamper(chain.database, `update audit_head set mac = sha256('x')`)
  await expect(anchorNow(reader, keyring, chain.clock.now())).rejects.toThrow('not ours')
  await expect(chain.sequencer.chain(), 'nothing is added to it').rejects.toThrow('not ours')
  await tamper(chain.database, 'update audit_head h set mac = t.mac from head_then t')
})

test('from a day on, only what came since is walked, and a fault there is found', async () => {
  const young = await newChain(0)
  await append(young.database, 5, '2020-01-05T00:00:00Z')
  await append(young.database, 5)
  await young.sequencer.chain()
  const today = new Date(Date.now() - 86_400_000)
  expect(await young.verify(today)).toMatchObject({ lines: 5, head: 10, faults: [] })
  await tamper(young.database, `update audit_log set outcome = 'x' where id in (2, 8)`)
  expect((await young.verify(today)).faults).toMatchObject([{ is: 'changed', seq: 8 }])
  expect((await young.verify()).faults).toMatchObject([{ is: 'changed', seq: 2, month: '2020-01' }])
})
