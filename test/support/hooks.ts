import { afterAll, afterEach } from 'vitest'
import { takeSteps } from './after.ts'

/** Read before every file of tests (vitest.config.ts). */
afterEach(() => takeSteps('test'))
afterAll(() => takeSteps('file'))
