import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** What a part of the house may import, and why nothing else. `domain`, `node:` and libraries are open to all but domain. */
type Law = { readonly may: readonly string[]; readonly because: string }
const kits = [
  'domain',
  'database',
  'account',
  'notify',
  'cases',
  'registries',
  'flow',
  'http',
  'ui',
  'routes.ts',
]
const slices = ['home', 'sign-in', 'recovery', 'transfer', 'help', 'consent', 'cabinet', 'companion']
const law: Readonly<Record<string, Law>> = {
  domain: { may: [], because: 'the rules of the domain stay pure: whoever reads them needs nothing else' },
  'routes.ts': { may: ['domain'], because: 'addresses are data: everybody links by them' },
  database: { may: ['domain'], because: 'storage knows no journeys' },
  ui: { may: ['domain', 'routes.ts'], because: 'a component shows what it is given' },
  flow: { may: ['domain', 'database'], because: 'the kit for journeys knows none of them' },
  account: { may: ['domain', 'database'], because: 'shared records know neither pages nor journeys' },
  registries: {
    may: ['domain', 'database'],
    because: 'a register answers a question, and knows nothing of who asks',
  },
  notify: {
    may: ['domain', 'database', 'account', 'routes.ts', 'mail-route.ts'],
    because: 'notices are told of records, and know neither pages nor journeys but by address',
  },
  cases: {
    may: ['domain', 'database', 'account', 'notify'],
    because: 'a case is opened by pages and by the app, and decided by a command: it knows none of them',
  },
  audit: {
    may: ['domain', 'database', 'account', 'cases'],
    because: 'what happened is chained, verified and explained from the records, without the portal',
  },
  import: {
    may: ['domain', 'database', 'account'],
    because: 'a file is read into records, without the portal',
  },
  'config.ts': {
    may: ['domain', 'database', 'registries', 'mail-route.ts', 'key-list.ts'],
    because: 'only the shapes of a key and of a register’s source come from elsewhere',
  },
  'mail-route.ts': { may: ['domain'], because: 'it reads two variables into an address' },
  'key-list.ts': { may: ['database'], because: 'it reads two variables into keys' },
  'registers.ts': {
    may: ['domain', 'database', 'registries', 'http', 'config.ts'],
    because: 'it chooses the registers’ adapters and watches them, and knows nobody who asks',
  },
  http: {
    may: ['domain', 'database', 'account', 'registries', 'ui', 'routes.ts', 'config.ts'],
    because:
      'the frame of every request finds the session and draws the page around a slice, and knows no slice',
  },
  ...Object.fromEntries(
    slices.map((slice) => [
      slice,
      { may: kits, because: 'a slice never imports another: share by moving down, or link by route' },
    ]),
  ),
  'portal.tsx': {
    may: ['http', 'routes.ts', ...slices],
    because: 'the portal mounts doors and does nothing itself',
  },
  'main.ts': { may: ['*'], because: 'the composition root knows everything' },
  cli: { may: ['*'], because: 'commands may use anything' },
}

type Import = { readonly file: string; readonly target: string }
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.(test|test-kit|fixture)\.tsx?$/.test(name))
  .toSorted()
const textOf = (file: string) => readFileSync(join(src, file), 'utf8')
const statements =
  /^(?:import|export)\b(?:[^'"`=;]*\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
const imports: readonly Import[] = files.flatMap((file) =>
  [...textOf(file).matchAll(statements)].map((found) => ({ file, target: found[1] ?? found[2] ?? '' })),
)
const inside = imports.flatMap(({ file, target }) =>
  target.startsWith('.')
    ? [{ file, target: relative(src, resolve(src, dirname(file), target.replace(/\?.*/, ''))) }]
    : [],
)
/** The part of the house that a file belongs to: its first folder, or itself at the top. */
const partOf = (path: string) => path.split('/')[0] ?? path

test('the imports are read', () => {
  expect(files.length).toBeGreaterThan(150)
  expect(inside).toContainEqual({ file: 'portal.tsx', target: 'cabinet/index.ts' })
  expect(inside).toContainEqual({ file: 'domain/iin.ts', target: 'domain/digits.ts' })
  expect(imports.length).toBeGreaterThan(600)
})

test('every part of the house has a law', () => {
  expect(files.map(partOf).filter((part) => !law[part])).toEqual([])
})

test('parts import what they may', () => {
  const broken = inside.flatMap(({ file, target }) => {
    const [from, to] = [partOf(file), partOf(target)]
    const { may, because } = law[from] ?? { may: [], because: 'it has no law yet' }
    if (from === to || may.includes(to) || may.includes('*')) return []
    return `${file} must not import ${target}: ${because}`
  })
  expect(broken).toEqual([])
})

test('nobody imports the composition root but the commands', () => {
  expect(inside.filter(({ target, file }) => target === 'main.ts' && partOf(file) !== 'cli')).toEqual([])
})

test('the companion app takes only the domain from the portal', () => {
  const app = fileURLToPath(new URL('../app', import.meta.url))
  const own = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const reaches = own.flatMap((file) =>
    [...readFileSync(join(app, file), 'utf8').matchAll(statements)].flatMap((found) => {
      const target = found[1] ?? found[2] ?? ''
      const path = target.startsWith('.') ? relative(app, resolve(app, dirname(file), target)) : ''
      return path.startsWith('..') ? [{ file, path }] : []
    }),
  )
  expect(reaches.length).toBeGreaterThan(10)
  expect(reaches.filter(({ path }) => !path.startsWith('../src/domain/'))).toEqual([])
})

test('a slice is entered by its door', () => {
  const sideways = inside.filter(
    ({ file, target }) =>
      file === 'portal.tsx' && slices.includes(partOf(target)) && !target.endsWith('/index.ts'),
  )
  expect(sideways).toEqual([])
})

test('a database is opened by the composition root and the commands only', () => {
  const openers = inside.filter(({ target }) =>
    /^database\/(open|migrate|backup|restore|engine\/)/.test(target),
  )
  const allowed = ['database', 'main.ts', 'cli']
  expect(openers.filter(({ file }) => !allowed.includes(partOf(file)))).toEqual([])
})

test('the domain is pure: no input or output, clock or randomness, and one library', () => {
  const domain = files.filter((file) => partOf(file) === 'domain')
  const outside = imports.filter(({ file, target }) => partOf(file) === 'domain' && !target.startsWith('.'))
  expect(outside.map(({ target }) => target.split('/')[0])).toEqual(outside.map(() => 'libphonenumber-js'))
  const impure =
    /\bDate\.now|new Date\(\s*\)|Math\.random|\bcrypto\b|performance\.|\bsetTimeout|\bprocess\b|\bfetch\(/
  expect(domain.filter((file) => impure.test(code(file)))).toEqual([])
})

test('time and randomness are passed in: only these files make their own', () => {
  const makers = /\bDate\.now|new Date\(\s*\)|Math\.random|\brandom(?:Bytes|UUID|Int)\b/
  const allowed = [
    'main.ts',
    // A nonce must never repeat, whatever a test passes in.
    'database/keyring.ts',
  ]
  const own = files.filter((file) => makers.test(code(file)) && !allowed.includes(file))
  expect(own.filter((file) => !/^(cli|database\/engine|database\/backup|ui\/browser)/.test(file))).toEqual([])
})

test('only the configuration reads the environment', () => {
  expect(files.filter((file) => /process\.env/.test(code(file)))).toEqual(['config.ts'])
})

test('page scripts keep nothing in the browser: what the origin keeps is the app’s (decision 20)', () => {
  const scripts = files.filter((file) => file.startsWith('ui/browser/'))
  expect(scripts.length).toBeGreaterThan(10)
  const keepers = scripts.filter((file) =>
    /\b(localStorage|sessionStorage|indexedDB|caches)\b/.test(code(file)),
  )
  expect(keepers).toEqual([])
})

test('a kit of the tests, which stays loaded from file to file, has no hooks of its own at its top', () => {
  const root = join(src, '..')
  const apart = /^test\/(browser|operations)\/|\.test\.tsx?$|^test\/support\/hooks\.ts$/
  const kits = ['src', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => /\.tsx?$/.test(name) && !apart.test(name))
  expect(kits.length).toBeGreaterThan(300)
  const hooked = kits.filter((name) =>
    /^(before|after)(All|Each)\(/m.test(readFileSync(join(root, name), 'utf8')),
  )
  expect(hooked, 'vitest forgets them after the first file that loads it: see test/support/after.ts').toEqual(
    [],
  )
})

/** Every file that is written by hand, the kits of the tests among them; tests themselves are lists of cases. */
const written = ['src', 'app', 'test', 'bench', 'scripts'].flatMap((folder) =>
  readdirSync(join(src, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)node_modules\//.test(name))
    .map((name) => join(folder, name)),
)

test('no file is longer than 250 lines, blank ones apart', () => {
  expect(written.length).toBeGreaterThan(600)
  const long = written.filter((file) => {
    const lines = readFileSync(join(src, '..', file), 'utf8').split('\n')
    return lines.filter((line) => line.trim() !== '').length > 250
  })
  expect(long).toEqual([])
})

test('nothing is a drawer for everything', () => {
  const drawer = /(^|\/)(utils?|helpers?|managers?|misc)(\/|\.tsx?$)/
  expect(written.filter((file) => drawer.test(file))).toEqual([])
})

/** The text of a file without its comments. */
function code(file: string): string {
  return textOf(file).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*/g, '')
}
