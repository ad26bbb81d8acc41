import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One run of a tool: what it looked at, the whole command, and what it found, in its own words. */
export type Run = {
  readonly what: string
  readonly command: readonly string[]
  readonly findings: readonly string[]
}

/** Modules of wapiti that ask no server elsewhere. */
const modules =
  'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss'
const longestMilliseconds = 10 * 60_000

/** Looks at a page with the cookies of a place, or from an address on at all that it leads to. */
export async function wapiti(
  what: string,
  address: string,
  scan: { cookie?: string; whole?: boolean },
): Promise<Run> {
  const command = ['wapiti', '-u', address, '--scope', scan.whole ? 'folder' : 'page', '-m', modules]
  command.push('--flush-session', '--no-bugreport', '-t', '4')
  command.push(...(scan.whole ? ['-d', '4', '--max-scan-time', '240'] : ['--max-scan-time', '60']))
  command.push('--max-attack-time', scan.whole ? '30' : '20', '-f', 'json', '-o', 'REPORT')
  if (scan.cookie) command.push('-H', `Cookie: ${scan.cookie}`)
  const report = await inFolder(async (folder) => {
    const file = join(folder, 'report.json')
    await output(
      command.map((part) => (part === 'REPORT' ? file : part)),
      folder,
    )
    // Its report comes at the end.
    return readFile(file, 'utf8').then(
      (text): Report => JSON.parse(text),
      () => undefined,
    )
  })
  if (!report) return { what, command, findings: ['was cut off'] }
  const kinds = [report.vulnerabilities, report.anomalies]
  const findings = kinds.flatMap((kind) =>
    Object.values(kind).flatMap((all) =>
      all.map(({ info, method, path }) => `${info.trim()} (${method} ${path})`),
    ),
  )
  return { what, command, findings: [...new Set(findings)] }
}
type Found = { readonly info: string; readonly method: string; readonly path: string }
type Report = Readonly<Record<'vulnerabilities' | 'anomalies', Readonly<Record<string, readonly Found[]>>>>

/** Tries the named parameters. `slotted`: answers wait for a time slot, so techniques that measure time are left out. */
export async function sqlmap(
  what: string,
  address: string,
  scan: { cookie?: string; data?: string; parameters?: string; slotted?: boolean },
): Promise<Run> {
  const command = [
    'sqlmap',
    '--batch',
    '--flush-session',
    '--dbms=PostgreSQL',
    '--level=2',
    '--risk=1',
    '--threads=1',
  ]
  command.push(
    '--timeout=15',
    '--retries=1',
    '--ignore-redirects',
    '--ignore-code=400,401,403,404,409,422,429',
    '-u',
    address,
  )
  if (scan.slotted) command.push('--technique=BEU')
  if (scan.cookie) command.push(`--cookie=${scan.cookie}`)
  if (scan.data) command.push(`--data=${scan.data}`)
  if (scan.parameters) command.push('-p', scan.parameters)
  const said = await inFolder((folder) => output([...command, `--output-dir=${folder}`], folder))
  const of = (pattern: RegExp) => said.match(pattern)?.map((line) => line.replace(/^\[.*?\] /, ''))
  const none = 'all tested parameters do not appear to be injectable'
  const found = of(/^.*(?:is vulnerable|appears to be .*injectable|Payload:).*$/gm)
  if (found || said.includes(none)) return { what, command, findings: found ?? [] }
  return { what, command, findings: of(/^.*CRITICAL.*$/gm) ?? ['was cut off'] }
}

/** Guesses passwords, the right one last. */
export async function hydra(
  what: string,
  origin: string,
  scan: { path: string; csrf: string; cookie: string; passwords: readonly string[] },
): Promise<Run> {
  const { hostname, port } = new URL(origin)
  const form = `${scan.path}:csrf=${scan.csrf}&password=^PASS^:H=Cookie\\: ${scan.cookie}:S=kabinet-session=`
  const list = 'PASSWORDS'
  const command = [
    'hydra',
    '-I',
    '-l',
    'parent',
    '-P',
    list,
    '-t',
    '4',
    '-w',
    '15',
    '-s',
    port,
    hostname,
    'http-post-form',
    form,
  ]
  const said = await inFolder(async (folder) => {
    const file = join(folder, 'passwords')
    await writeFile(file, `${scan.passwords.join('\n')}\n`)
    return output(
      command.map((part) => (part === list ? file : part)),
      folder,
    )
  })
  const found = said.match(/^\[\d+\]\[http-post-form\].*$/gm) ?? []
  return {
    what,
    command,
    findings: /0 valid password/.test(said) ? found : [...found, 'did not come to its end'],
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kabinet-scan-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a tool says, both streams; it is ended when it takes too long. */
function output([tool = '', ...args]: readonly string[], home: string): Promise<string> {
  const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: home } })
  const late = setTimeout(() => child.kill('SIGKILL'), longestMilliseconds)
  let said = ''
  const keep = (bytes: Buffer) => {
    said += bytes
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(new Error(`${tool} is not there: apt-get install wapiti sqlmap hydra`)))
    child.once('close', () => {
      clearTimeout(late)
      resolve(said)
    })
  })
}
