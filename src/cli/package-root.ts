import { join } from 'node:path'

/** The package's folder: both `src/cli` and `dist/server` stand two below it. */
export const packageRoot = join(import.meta.dirname, '../..')
