import type { Random } from '../domain/clock.ts'

const drawnBytes = 4096

/** The same randomness, drawn 4 KiB at a time and each byte given once: a draw for every token cost more than the token. */
export function drawnAhead(random: Random): Random {
  let drawn: Buffer = Buffer.alloc(0)
  return {
    bytes(length) {
      if (length > drawnBytes) return random.bytes(length)
      if (drawn.byteLength < length) drawn = random.bytes(drawnBytes)
      const given = drawn.subarray(0, length)
      drawn = drawn.subarray(length)
      return given
    },
  }
}
