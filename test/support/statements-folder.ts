import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the files of one run leave the statements they have seen; `pid` is the process that runs the tests. */
export function statementsFolder(pid: number): string {
  return join(tmpdir(), `kabinet-statements-${pid}`)
}
