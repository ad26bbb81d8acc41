import type { Logger } from 'pino'
import type { LiveFeed } from '../account/live-feed.ts'
import type { PasswordHasher } from '../account/passwords/hasher.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import type { Births } from '../registries/births.ts'
import type { Kindergarten } from '../registries/kindergarten.ts'
import type { MobileCitizens } from '../registries/mobile-citizens.ts'
import type { Metrics } from './metrics.ts'

/** Where the built style sheet and script are served, with their content hashes. */
export type Assets = { readonly css: string; readonly script: string; readonly icon: string }

/** The state's registers, behind their ports. */
export type Registers = {
  readonly births: Births
  readonly kindergarten: Kindergarten
  readonly mobileCitizens: MobileCitizens
}

/** What every slice is given. Made once in the composition root (or by a test). */
export type Parts = {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly keyring: Keyring
  readonly limits: Limits
  readonly hasher: PasswordHasher
  readonly live: LiveFeed
  readonly registers: Registers
  readonly log: Logger
  readonly metrics: Metrics
  readonly assets: Assets
}
