/** The cost of a stored hash, by scheme. Memory in KiB, `log2` as a power of two. */
export type HashCost =
  | { scheme: 'argon2id' | 'argon2i'; memoryKib: number; passes: number; lanes: number }
  | { scheme: 'bcrypt'; log2Rounds: number }
  | { scheme: 'scrypt'; log2N: number; r: number; p: number }
  | { scheme: 'pbkdf2'; digest: Pbkdf2Digest; iterations: number }

export const pbkdf2Digests = ['sha1', 'sha256', 'sha512'] as const
export type Pbkdf2Digest = (typeof pbkdf2Digests)[number]
export const digestBytes: Readonly<Record<Pbkdf2Digest, number>> = { sha1: 20, sha256: 32, sha512: 64 }

/**
 * Bounds on imported costs (ASVS 5.0 V11.4.2): a hash is data from outside and must not choose how much memory and
 * time one sign-in takes. Measured on a 2-core server, the dearest accepted of each takes 0.15 s (argon2), 0.41 s
 * (bcrypt 13, the default of one common framework), 0.42 s (scrypt at OWASP's N = 2^17) and 0.28 to 0.42 s (PBKDF2).
 */
const most = {
  argon2: { memoryKib: 131_072, memoryTimesPasses: 393_216, lanes: 16 },
  bcryptLog2Rounds: 13,
  scrypt: { memoryKib: 131_072, blocks: 2 ** 20 },
  pbkdf2Iterations: { sha1: 2_000_000, sha256: 2_000_000, sha512: 1_000_000 },
} as const

/** Whether checking one password against a hash of this cost stays within the bounds. */
export function isAffordable(cost: HashCost): boolean {
  switch (cost.scheme) {
    case 'argon2id':
    case 'argon2i': {
      const { memoryKib, passes, lanes } = cost
      const within = memoryKib <= most.argon2.memoryKib && lanes <= most.argon2.lanes
      return within && memoryKib * passes <= most.argon2.memoryTimesPasses
    }
    case 'bcrypt':
      return cost.log2Rounds <= most.bcryptLog2Rounds
    case 'scrypt': {
      const blocks = 2 ** cost.log2N * cost.r
      // 128·r·N bytes for the table and 128·r·p for the blocks that are mixed.
      const memoryKib = (blocks + cost.r * cost.p) / 8
      return memoryKib <= most.scrypt.memoryKib + 1024 && blocks * cost.p <= most.scrypt.blocks
    }
    case 'pbkdf2':
      return cost.iterations <= most.pbkdf2Iterations[cost.digest]
  }
}
