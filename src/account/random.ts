import { randomBytes } from 'node:crypto'
import type { Random } from '../domain/clock.ts'

const drawnBytes = 4096

/** The system's CSPRNG, drawn from 4 KiB at a time and each byte given once: a draw of its own for every token cost more than the token. */
export function makeRandom(): Random {
  let drawn = Buffer.alloc(0)
  return {
    bytes(length) {
      if (length > drawnBytes) return randomBytes(length)
      if (drawn.byteLength < length) drawn = randomBytes(drawnBytes)
      const given = drawn.subarray(0, length)
      drawn = drawn.subarray(length)
      return given
    },
  }
}
