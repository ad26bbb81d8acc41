import { readdirSync } from 'node:fs'
import { availableParallelism, getPriority } from 'node:os'
import { expect, test } from 'vitest'
import { hashArgon2, hashesUnderWay, verifyArgon2 } from './hash-threads.ts'

const cost = { memoryCost: 64, timeCost: 1, parallelism: 1 }

test('every question gets its own answer, also when more are asked than threads take at once', async () => {
  const words = Array.from({ length: hashesUnderWay * 5 }, (_, at) => `password ${at}`)
  const hashes = await Promise.all(words.map((word) => hashArgon2(word, cost)))
  expect(new Set(hashes).size).toBe(words.length)
  const own = await Promise.all(hashes.map((phc, at) => verifyArgon2(phc, words[at] ?? '')))
  expect(own).toEqual(words.map(() => true))
  const next = await Promise.all(hashes.map((phc, at) => verifyArgon2(phc, words[at + 1] ?? '')))
  expect(next).toEqual(words.map(() => false))
})

test('a hash that cannot be read is the fault of its question alone', async () => {
  const good = hashArgon2('x', cost)
  await expect(verifyArgon2('$argon2id$nonsense', 'x')).rejects.toThrow()
  expect(await verifyArgon2(await good, 'x')).toBe(true)
})

test.runIf(process.platform === 'linux')(
  'hashes stand back behind everything else of the process',
  async () => {
    const words = Array.from({ length: hashesUnderWay }, (_, at) => `password ${at}`)
    await Promise.all(words.map((word) => hashArgon2(word, cost)))
    const niceness = readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)))
    const behind = niceness.filter((nice) => nice > getPriority())
    expect(behind).toHaveLength(availableParallelism())
  },
)
