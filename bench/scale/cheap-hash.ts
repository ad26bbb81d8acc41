import { registerHooks } from 'node:module'

/**
 * Loaded before the built server (`node --import`): password hashes cost next to nothing, so that what is measured of a
 * sign-in and a recovery is everything else. The server itself is the built one, unchanged.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@node-rs/argon2'
      ? { url: new URL('cheap-argon2.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})
