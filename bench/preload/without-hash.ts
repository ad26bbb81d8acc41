import { createHash, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { crowdHash, crowdPassword } from '../crowd.ts'

/**
 * Loaded into a server before it starts, for measuring what everything but the hash costs: a password is hashed in microseconds,
 * to the form of a hash of ours. Who has another hash than the crowd's is not let in.
 */
const argon2 = createRequire(import.meta.url)('@node-rs/argon2') as {
  hashSync(password: string): string
  verifySync(phc: string, password: string): boolean
}

const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
const hashed = (password: string, salt: string) =>
  `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${text(createHash('sha256').update(salt).update(password).digest())}`

argon2.hashSync = (password) => hashed(password, text(randomBytes(16)))
argon2.verifySync = (phc, password) =>
  phc === crowdHash ? password === crowdPassword : phc === hashed(password, phc.split('$')[4] ?? '')
