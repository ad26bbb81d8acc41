import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { benchmarks } from '../bench/benchmarks.ts'
import { rowsOf, withRows } from './support/figures-document.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = 'docs/security'
const documents = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

type Cited = { readonly document: string; readonly file: string; readonly titles: readonly string[] }
/** A test file in backquotes, and the words of its titles in quotation marks after it. */
const citation = /`((?:test|src|app)\/[^`\s]+\.test\.tsx?)`((?:,? “[^”]+”)*)/g
const cited: readonly Cited[] = documents.flatMap((document) =>
  [...textOf(join(folder, document)).matchAll(citation)].map(([, file = '', rest = '']) => ({
    document,
    file,
    titles: [...rest.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
  })),
)
const tests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /^(test|src|app)\/.*\.test\.tsx?$/.test(name) && !name.includes('node_modules'),
)
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.includes('test-kit'))
  .map((name) => join('src', name))
const isThere = (pattern: string) => tests.some((name) => matchesGlob(name, pattern))

test('every test that the security documents name is there, with the words of its title', () => {
  expect(cited.length).toBeGreaterThan(100)
  const missing = cited.flatMap(({ document, file, titles }) => {
    if (!isThere(file)) return `${document}: ${file}`
    const text = file.includes('*') ? '' : textOf(file)
    return titles.filter((title) => !text.includes(title)).map((title) => `${document}: ${file} “${title}”`)
  })
  expect(missing).toEqual([])
})

test('every line of the checklist and of ASVS has an answer', () => {
  const page = textOf(join(folder, 'asvs.md'))
  const rows = [...page.matchAll(/^\| ([\d., ]+) \|(.*)\|$/gm)].map(([, ids = '', rest = '']) => ({
    ids: ids.split(', '),
    answer: rest.split('|').at(-1)?.trim() ?? '',
  }))
  const checklist = rows.flatMap(({ ids }) => ids).filter((id) => !id.includes('.'))
  expect(checklist.map(Number)).toEqual(Array.from({ length: 69 }, (_, at) => at + 1))
  expect(rows.filter(({ answer }) => answer.length < 6).map(({ ids }) => ids)).toEqual([])
})

test('how many lines of ASVS hold is counted from their rows', () => {
  const chapters = textOf(join(folder, 'asvs.md')).split('\n## ASVS ').slice(1)
  expect(chapters).toHaveLength(2)
  for (const chapter of chapters) {
    const verdicts = [...chapter.matchAll(/^\| [\d.]+ \| [12] \| ([a-z ]+) \|/gm)].map(
      ([, verdict]) => verdict,
    )
    const count = (verdict: string) => verdicts.filter((each) => each === verdict).length
    const [hold, inPart, not, apart] = ['yes', 'in part', 'no', 'does not apply'].map(count)
    expect(chapter).toContain(`${hold} hold, ${inPart} in part, ${not} do not, ${apart} do not apply.`)
    expect(verdicts).toHaveLength((hold ?? 0) + (inPart ?? 0) + (not ?? 0) + (apart ?? 0))
  }
})

test('every attack run that states a figure stands in the table of figures, and no other', () => {
  const call = /\bstates\(/g
  const stated = tests.flatMap((file) => {
    const text = textOf(file)
    if (!/import \{ states \} from '.*support\/figures\.ts'/.test(text)) return []
    const names = [...text.matchAll(/\bstates\(\s*'([^']+)'/g)].map(([, run = '']) => `${file}: ${run}`)
    // The name is written out where the figure is stated, or it could not be looked for.
    expect(names.length, file).toBe([...text.matchAll(call)].length)
    return names
  })
  const page = textOf(join(folder, 'attack-figures.md'))
  const told = rowsOf(page).map(({ test, run }) => `${test}: ${run.replace(/ \([^)]*\)$/, '')}`)
  expect(stated.length).toBeGreaterThan(40)
  expect([...new Set(told)].toSorted()).toEqual(stated.toSorted())
  const attacks = tests.filter((file) => /^test\/(attacks|fuzz|timing)\//.test(file))
  const silent = attacks.filter((file) => !stated.some((each) => each.startsWith(`${file}: `)))
  // What the simulation counts stands in the threat model; the judge of the fuzzing attacks nothing.
  expect(silent.toSorted()).toEqual(['test/attacks/simulation.test.ts', 'test/fuzz/judge.test.ts'])
  // Written by its own code: a page changed by hand would come out otherwise.
  expect(withRows(page, [], () => true)).toBe(page)
})

test('links lead to documents that are there', () => {
  const broken = documents.flatMap((document) =>
    [...textOf(join(folder, document)).matchAll(/\]\(([^)#:]+)\)/g)]
      .map(([, link = '']) => resolve(root, folder, dirname(document), link))
      .filter((path) => !existsSync(path)),
  )
  expect(broken).toEqual([])
})

test('what the documents for operators link to and name is there', () => {
  const pages = [
    'docs/operations.md',
    ...readdirSync(join(root, 'docs/operations')).map((name) => `docs/operations/${name}`),
  ]
  expect(pages.length).toBeGreaterThan(4)
  const anchorOf = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\d ]/gu, '')
      .replaceAll(' ', '-')
  const missing = pages.flatMap((page) => {
    const links = [...textOf(page).matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g)].flatMap(
      ([, link = '', anchor]) => {
        const path = link === '' ? join(root, page) : resolve(root, dirname(page), link)
        if (!existsSync(path)) return link
        const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
          anchorOf(heading),
        )
        return anchor && !headings.includes(anchor) ? `${link}#${anchor}` : []
      },
    )
    const files = [...textOf(page).matchAll(/`((?:deploy|test|src|docs|bench)\/[\w./-]+)`/g)].flatMap(
      ([, path = '']) => (existsSync(join(root, path)) ? [] : path),
    )
    return [...links, ...files].map((name) => `${page}: ${name}`)
  })
  expect(missing).toEqual([])
})

test('every benchmark that a document has run is there', () => {
  const pages = [
    'README.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  // A second name may follow in a code span of its own: `npm run bench -- sign-in` and `-- nodes`.
  const command = /npm run bench\s+(?:--\s+)?([a-z][a-z-]*)(?:`(?: and|,) `-- ([a-z][a-z-]*)`)?/g
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(command)].flatMap(([, ...names]) =>
      names.filter((name) => name !== undefined).map((name) => ({ page, name })),
    ),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(({ name }) => !(name in benchmarks))).toEqual([])
})

test('every variable that Kabinet reads stands in the README’s table, and no other', () => {
  const readers = ['src/config.ts', 'src/registries/sources.ts'].map(textOf).join('\n')
  const named = [...readers.matchAll(/^ +([A-Z][A-Z_]+): (?:z\.|source\b)/gm)].map(([, name]) => name)
  const inFiles = /^const secrets = \[(.*)\]/m.exec(readers)?.[1]?.match(/[A-Z_]+/g) ?? []
  const direct = sources.flatMap((path) =>
    [...textOf(path).matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name]) => name),
  )
  const read = new Set([...named, ...inFiles.map((name) => `${name}_FILE`), ...direct])
  expect(read.size).toBeGreaterThan(25)
  const table = textOf('README.md').split('\n## Production')[1] ?? ''
  const told = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name),
  )
  expect(told.toSorted()).toEqual([...read].toSorted())
})

test('nothing else sets a password, binds an app or begins a session', () => {
  const ways: Readonly<Record<string, readonly string[]>> = {
    'insert into passwords': [
      // Recovery by code and by paper, and transfer; the change in Security; the import.
      'src/account/recover-password.ts',
      'src/cabinet/security/replace-password.ts',
      'src/import/accounts.ts',
    ],
    'insert into bindings': [
      'src/account/activating.ts',
      'src/account/transfers/activate.ts',
      'src/cli/demo-scene-app.ts',
    ],
    'insert into sessions': ['src/account/sessions.ts'],
    'newSession(': ['src/account/sessions.ts', 'src/sign-in/enter.ts'],
    'startAnew(': ['src/account/printed-codes.ts', 'src/account/recover-password.ts'],
    'replacePassword(': [
      'src/account/recover-password.ts',
      'src/account/transfers/move.ts',
      'src/cabinet/security/new-password.tsx',
      'src/cabinet/security/replace-password.ts',
    ],
  }
  /** SQL and Kysely's way of writing it, as one. */
  const plain = (text: string) => text.replaceAll('"', '').replace(/insertInto\('(\w+)'\)/g, 'insert into $1')
  const found = Object.keys(ways).map((way) => [
    way,
    sources.filter((path) => new RegExp(`\\b${RegExp.escape(way)}`).test(plain(textOf(path)))).toSorted(),
  ])
  expect(Object.fromEntries(found)).toEqual(ways)
})
