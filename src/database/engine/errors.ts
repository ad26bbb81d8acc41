/** Another server already works on this data folder; `pid` is its process, when it could be learned. */
export class DataFolderBusy extends Error {
  readonly code = 'database.data-folder-busy'
  readonly pid: number | undefined
  constructor(dataFolder: string, pid: number | undefined) {
    super(`another server${pid ? ` (process ${pid})` : ''} already works on ${dataFolder}`)
    this.name = 'DataFolderBusy'
    this.pid = pid
  }
}

/** Why the embedded engine cannot run here. */
export type EngineProblem =
  | 'no-binaries'
  | 'no-unprivileged-user'
  | 'no-reachable-place'
  | 'socket-path-too-long'
  | 'wrong-owner'
  | 'wrong-version'
  | 'initialise-failed'
  | 'start-failed'

/** The embedded engine cannot run on this machine or on this data folder; the message is for its operator. */
export class EngineUnavailable extends Error {
  readonly code = 'database.engine-unavailable'
  readonly problem: EngineProblem
  constructor(problem: EngineProblem, message: string) {
    super(message)
    this.name = 'EngineUnavailable'
    this.problem = problem
  }
}
