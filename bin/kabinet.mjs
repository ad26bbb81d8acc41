#!/usr/bin/env node
// Runs Kabinet with the Node that the package pins, whatever Node the machine has; plain JavaScript, so that an
// old one can read it. Builds first when nothing is built.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const oldestNode = 24
const builder = fileURLToPath(new URL('../scripts/build.ts', import.meta.url))
const entry = fileURLToPath(new URL('../dist/server/kabinet.js', import.meta.url))

const node = pinnedNode() ?? machineNode()
if (!existsSync(entry)) {
  // What the build says is no output of the command.
  const built = spawnSync(node, [builder], { stdio: ['ignore', 2, 2] })
  if (built.status !== 0) fail('the build failed')
}
run()

function pinnedNode() {
  const require = createRequire(import.meta.url)
  const platform = `${process.platform}-${process.arch}`
  for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
    try {
      return require.resolve(`${name}/bin/node`)
    } catch {
      // Not the package of this platform.
    }
  }
  return undefined
}

function machineNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return process.execPath
  return fail(`Node ${oldestNode} or newer is needed; \`npm install\` brings one`)
}

function run() {
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // A terminal sends Ctrl-C to both of us; told twice, the child would not end in order.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0))
  })
}

function fail(message) {
  console.error(`kabinet: ${message}`)
  process.exit(1)
}
