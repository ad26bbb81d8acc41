import { expect, test } from 'vitest'
import { currentCost, makeHasher } from './hasher.ts'
import { type Phc, readHash } from './imported.ts'

const hasher = makeHasher({ concurrency: 2, queueLength: 20 })

async function hashed(password: string): Promise<Phc> {
  const phc = await hasher.hash(password)
  if (phc === 'busy') throw new Error('busy')
  return phc
}

test('a hash is argon2id at the current cost, salted, and matches its own password only', async () => {
  const [one, other] = [await hashed('Tulpar#7-kok'), await hashed('Tulpar#7-kok')]
  expect(one).not.toBe(other)
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(hasher.needsRehash(one)).toBe(false)
  expect(await hasher.verify(one, 'Tulpar#7-kok')).toBe('match')
  expect(await hasher.verify(one, 'tulpar#7-kok')).toBe('no-match')
  expect(await hasher.verify(one, '')).toBe('no-match')
})

test('passwords compare in NFC and are never cut', async () => {
  expect(await hasher.verify(await hashed('ёлка'), 'е\u0308лка')).toBe('match')
  const long = 'я'.repeat(511)
  const phc = await hashed(`${long}1`)
  expect(await hasher.verify(phc, `${long}1`)).toBe('match')
  expect(await hasher.verify(phc, `${long}2`)).toBe('no-match')
  expect(await hasher.verify(await hashed('a\0b'), 'a\0c')).toBe('no-match')
})

test('nobody’s password never matches, after the same work', async () => {
  expect(await hasher.verify(null, 'Tulpar#7-kok')).toBe('no-match')
  const phc = await hashed('Tulpar#7-kok')
  const seconds: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < 15; round += 1) {
    for (const [who, hash] of [
      ['known', phc],
      ['unknown', null],
    ] as const) {
      const started = performance.now()
      await hasher.verify(hash, 'wrong')
      seconds[who].push(performance.now() - started)
    }
  }
  const middle = (times: number[]) => times.toSorted((a, b) => a - b)[7] ?? 0
  expect(middle(seconds.unknown) / middle(seconds.known)).toBeGreaterThan(0.5)
  expect(middle(seconds.unknown) / middle(seconds.known)).toBeLessThan(2)
})

test('every scheme and cost but the current one is to be replaced', () => {
  const read = (text: string) => {
    const hash = readHash(text)
    if (!hash.ok) throw new Error(hash.problem)
    return hash.phc
  }
  const { memoryCost, timeCost } = currentCost
  const tail = 'c29tZXNhbHRzb21lc2FsdA$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
  expect(hasher.needsRehash(read(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$${tail}`))).toBe(false)
  for (const old of [
    `$argon2i$v=19$m=${memoryCost},t=${timeCost},p=1$${tail}`,
    `$argon2id$m=${memoryCost},t=${timeCost},p=1$${tail}`,
    `$argon2id$v=19$m=256,t=${timeCost},p=1$${tail}`,
    `$argon2id$v=19$m=65536,t=${timeCost},p=1$${tail}`,
    `$argon2id$v=19$m=${memoryCost},t=1,p=1$${tail}`,
    `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=2$${tail}`,
    '$2b$10$ZzB4EAMhQMkj4nMWUu0OJOIh5WLtwkDFgT/yUj10.S9ufjWFpDXZy',
  ]) {
    expect(hasher.needsRehash(read(old)), old).toBe(true)
  }
})

test('beyond its queue it answers busy at once and tells so', async () => {
  const told = { waited: 0, hash: 0, verify: 0, refused: 0 }
  const small = makeHasher({
    concurrency: 1,
    queueLength: 2,
    metrics: {
      waited: () => (told.waited += 1),
      worked: (kind) => (told[kind] += 1),
      refused: () => (told.refused += 1),
    },
  })
  const answers = Array.from({ length: 50 }, () => small.verify(null, 'guess'))
  expect(small.depth()).toBe(3)
  expect((await Promise.all(answers)).filter((answer) => answer === 'busy')).toHaveLength(47)
  expect(await small.hash('later')).toMatch(/^\$argon2id/)
  expect(told).toEqual({ waited: 4, hash: 1, verify: 3, refused: 47 })
  expect(small.depth()).toBe(0)
})
