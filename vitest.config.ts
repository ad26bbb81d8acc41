import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How many answers of each group the timing test takes. */
    timingSample: number
  }
}

const shared = {
  globalSetup: ['test/support/global-setup.ts'],
  setupFiles: ['test/support/hooks.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // A machine that is busy with two workers answers late: a poll that succeeds ends at once all the same.
  expect: { poll: { timeout: 10_000 } },
}
const patient = { testTimeout: 120_000, hookTimeout: 120_000 }

/** What measures time and wants the machine to itself. */
const alone = [
  'test/{timing,scale,attacks/sockets}/**/*.test.ts',
  'test/operations/demo.test.ts',
  'test/browser/*-times.test.ts',
]

/**
 * Three groups, one after the other: what speaks with the portal inside the process, what drives a real browser or starts and
 * kills whole servers, and what wants the machine to itself. `--mode full` takes the whole timing measurement instead of a sample.
 * It and `--mode figures` write what the attack runs came to into docs/security/attack-figures.md.
 */
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: '#jsx' } },
  test: {
    maxWorkers: 2,
    provide: { writesFigures: mode === 'full' || mode === 'figures' },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'code',
          include: ['src/**/*.test.{ts,tsx}', 'app/**/*.test.ts', 'test/**/*.test.{ts,tsx}'],
          exclude: ['test/{browser,operations}/**', ...alone],
          // A process for each of so many files would spend as long on starting and reading the sources as on the tests.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'whole',
          include: ['test/{browser,operations}/**/*.test.ts'],
          exclude: alone,
          ...patient,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'alone',
          include: alone,
          ...patient,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          provide: {
            writesFigures: mode === 'full' || mode === 'figures',
            timingSample: mode === 'full' ? 1000 : 200,
          },
        },
      },
    ],
  },
}))
