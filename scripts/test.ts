import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { runChecks } from './check.ts'

/**
 * `npm test`: the checks, the build, every test; one line at the end says how many passed and failed.
 * `npm test -- test/journeys` takes the tests below that folder only.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const checks = runChecks()

const vitest = await startVitest(process.argv.slice(2), { root, run: true, watch: false })
const modules = vitest.state.getTestModules()
const states = modules.flatMap((module) => [...module.children.allTests()].map((each) => each.result().state))
const count = (state: string) => states.filter((each) => each === state).length
// A file that cannot be read, or an error outside of every test, is a failure that no test tells of.
const broken = modules.filter((module) => module.errors().length > 0).length
const stray = vitest.state.getUnhandledErrors().length
await vitest.close()

const passed = checks.passed + count('passed')
const failed = checks.failed + count('failed') + count('pending') + broken + stray
if (count('skipped') > 0) console.log(`${count('skipped')} skipped`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || count('passed') === 0 ? 1 : 0)
