import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

/** The yardstick: how many passwords the library alone checks in a second, on every core, with our parameters. */
const seconds = Number(process.argv[2] ?? 4)
const phc = await hash('Qazaqstan-2026!', { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
let checked = 0
const began = performance.now()
const end = began + seconds * 1000
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    while (performance.now() < end) {
      await verify(phc, 'Qazaqstan-2026!')
      checked += 1
    }
  }),
)
process.stdout.write(`${JSON.stringify({ perSecond: checked / ((performance.now() - began) / 1000) })}\n`)
