import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url))

export type Haproxy = { readonly origin: string; readonly version: string; stop(): Promise<void> }

/**
 * Starts haproxy with deploy/haproxy.cfg in front of these ports. The copy has as many nodes as there are, and lets a
 * request name the node it wants and see which one answered. Throws where haproxy is missing or refuses the file.
 */
export async function startProxy(
  folder: string,
  given: { port: number; ports: readonly number[]; pem: string },
) {
  const found = spawnSync('haproxy', ['-v'], { encoding: 'utf8' })
  if (found.error) throw new Error('haproxy is not on the PATH: install the Debian package haproxy')
  mkdirSync(join(folder, 'certs'), { recursive: true })
  writeFileSync(join(folder, 'certs/kabinet.pem'), given.pem)
  cpSync(join(deploy, 'unavailable.html'), join(folder, 'unavailable.html'))
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(file, watched(readFileSync(join(deploy, 'haproxy.cfg'), 'utf8'), given.ports.length))
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HTTPS_BIND: `127.0.0.1:${given.port}`,
    MAXCONN: '2000',
    HTTP_BIND: `unix@${join(folder, 'plain.sock')}`,
  }
  for (const [at, port] of given.ports.entries()) environment[`KABINET_NODE_${at + 1}`] = `127.0.0.1:${port}`
  const child = spawn('haproxy', ['-db', '-f', file], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await answers(child, given.port)
  const proxy: Haproxy = {
    origin: `https://localhost:${given.port}`,
    version: /version (\S+)/.exec(found.stdout)?.[1] ?? '',
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
  return proxy
}

/** The harness's additions, and no line for a node that it does not start. */
function watched(configuration: string, nodes: number): string {
  const names = Array.from({ length: nodes }, (_, at) => `node${at + 1}`)
  const additions = [
    '  http-response set-header X-Node %s',
    ...names.map((name) => `  use-server ${name} if { req.hdr(x-want-node) ${name} }`),
  ]
  return configuration
    .split('\n')
    .filter((line) => nodes > 2 || !line.includes('KABINET_NODE_3}'))
    .concat(additions, '')
    .join('\n')
}

async function answers(child: ChildProcess, port: number): Promise<void> {
  let said = ''
  child.stderr?.on('data', (part: Buffer) => {
    said = (said + part).slice(-4000)
  })
  for (let tries = 200; tries > 0; tries -= 1) {
    if (child.exitCode !== null) throw new Error(`haproxy ended with ${child.exitCode}: ${said}`)
    const isOpen = await opens(port)
    if (isOpen) return
    await wait(50)
  }
  throw new Error(`haproxy does not answer: ${said}`)
}

function opens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
