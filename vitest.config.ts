import { defineConfig } from 'vitest/config'

declare module 'vitest' {
  interface ProvidedContext {
    /** How many answers of each group the timing test takes. */
    timingSample: number
  }
}

const shared = {
  globalSetup: ['test/support/global-setup.ts'],
  testTimeout: 20_000,
  hookTimeout: 30_000,
}

/**
 * Two groups, one after the other: everything that may run side by side, then what measures time or drives a real
 * browser and wants the machine to itself. `--mode full` takes the whole timing measurement instead of a sample.
 */
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'code',
          include: ['src/**/*.test.{ts,tsx}', 'app/**/*.test.ts', 'test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/timing/**', 'test/operations/**', 'test/attacks/sockets/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'alone',
          include: ['timing', 'browser', 'operations', 'attacks/sockets'].map(
            (folder) => `test/${folder}/**/*.test.ts`,
          ),
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          provide: { timingSample: mode === 'full' ? 1000 : 200 },
        },
      },
    ],
  },
}))
