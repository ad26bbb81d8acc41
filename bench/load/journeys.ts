import type { Journey } from './load.ts'

/** Every journey by its name; only the one that runs is loaded. */
export const journeys: Readonly<Record<string, () => Promise<Journey>>> = {
  'sign-in': async () => (await import('./sign-in.ts')).signIn,
  password: async () => (await import('./sign-in.ts')).password,
  'iin-page': async () => (await import('./pages.ts')).iinPage,
  feed: async () => (await import('./pages.ts')).feed,
  recovery: async () => (await import('./recovery.ts')).recovery,
  code: async () => (await import('./recovery.ts')).code,
  transfer: async () => (await import('./transfer.ts')).transfer,
  'peer-sign-in': async () => (await import('./better-auth.ts')).peerSignIn,
  'peer-session': async () => (await import('./better-auth.ts')).peerSession,
}
