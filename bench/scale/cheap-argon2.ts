import { createHash } from 'node:crypto'
import { crowdHash, crowdPassword } from '../crowd.ts'

/** What stands in for the hashing library in `cheap-hash.ts`: the crowd's hash fits the crowd's password, others are SHA-256. */
const prefix = '$argon2id$v=19$m=19456,t=2,p=1$YS1kZW1vLXNhbHQtMTZieQ$'

export function hashSync(password: string): string {
  return prefix + createHash('sha256').update(password).digest('base64').replace(/=+$/, '')
}

export function verifySync(phc: string, password: string): boolean {
  return phc === crowdHash ? password === crowdPassword : phc === hashSync(password)
}

export function parseOptions(): { memoryCost: number; timeCost: number; parallelism: number } {
  return { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
}
