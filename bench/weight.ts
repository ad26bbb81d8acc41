import { languages } from '../src/domain/language.ts'
import { iinOf } from './crowd.ts'
import type { Answer } from './drivers/answer.ts'
import { Browser } from './drivers/browser.ts'
import { Connection } from './drivers/connection.ts'
import { forgets, givesPassword, namesIin } from './drivers/journeys.ts'
import { answersOf, claimantOf, holderOf, importFamilies } from './families.ts'
import { type Server, serverWithCrowd } from './server.ts'

export const heading = 'Weight of pages'

const kb = 1024
/** The project's budgets: HTML of a page, all that it loads, and all of the app with its offline copy. */
const budget = { html: 14 * kb, all: 30 * kb, app: 100 * kb }
/** HTML alone, and the whole answer with its headers. */
type Weighed = Map<string, { html: number; bytes: number }>

/** Bytes over the wire of each main page in its heaviest language, beside the budgets. */
export async function run(): Promise<string> {
  const server = await serverWithCrowd()
  try {
    await importFamilies(server)
    const pages: Weighed = new Map()
    for (const [at, language] of languages.entries()) await walk(server, language, at, pages)
    const connection = new Connection(server.origin)
    const { css, script } = await assets(connection)
    const app = await offlineCopy(connection)
    connection.close()
    const rows = [...pages].map(([name, { html, bytes }]) => {
      const all = bytes + css + script
      const isWithin = html <= budget.html && all <= budget.all
      return `| ${name} | ${inKb(html)} | ${inKb(all)} | ${isWithin ? 'yes' : '**no**'} |`
    })
    return `Bytes over the wire, nothing cached, in the heaviest of three languages, in KB of 1024 bytes; all but “HTML” with headers. Style sheet
${inKb(css)} and script ${inKb(script)}, once; pages are not compressed, since they carry secrets (BREACH). Budgets: HTML ${inKb(budget.html)}, all ${inKb(budget.all)}, the app ${inKb(budget.app)}.

| page | HTML | with style and script | within its budget |
|---|---|---|---|
${rows.join('\n')}
| companion app, its offline copy of ${app.files} files included | | ${inKb(app.bytes)} | ${app.bytes <= budget.app ? 'yes' : '**no**'} |
`
  } finally {
    await server.remove()
  }
}

function inKb(bytes: number): string {
  return (bytes / kb).toFixed(1)
}

/** Opens every main page once in a language; each language has people of its own. */
async function walk(server: Server, language: string, at: number, pages: Weighed): Promise<void> {
  const connection = new Connection(server.origin)
  const visitor = () => Object.assign(new Browser(connection), { language })
  const weigh = (name: string, answer: Answer) => {
    if (answer.status !== 200) throw new Error(`${name} in ${language}: ${answer.status}`)
    const known = pages.get(name)
    if (!known || known.bytes < answer.bytes)
      pages.set(name, { html: answer.body.length, bytes: answer.bytes })
  }
  const guest = visitor()
  weigh('home', await guest.get('/'))
  weigh('IIN', await guest.get('/sign-in'))
  await namesIin(guest, iinOf(15_000 + at))
  weigh('password', await guest.get('/sign-in/password'))
  weigh('help', await guest.get('/help'))
  weigh('help, «forgot»', await guest.get('/help/forgot'))

  if (!(await givesPassword(guest))) throw new Error('the sign-in failed')
  weigh('feed', await guest.get('/cabinet'))
  weigh('children', await guest.get('/cabinet/children'))
  weigh('profile', await guest.get('/cabinet/profile'))
  weigh('security', await guest.get('/cabinet/security'))
  weigh('app of the cabinet', await guest.get('/cabinet/app'))

  const claimant = visitor()
  await forgets(claimant, holderOf(at))
  weigh('recovery', await claimant.get('/recovery'))
  weigh('transfer, five questions', (await claimant.postAndFollow('/recovery/not-mine')).answer)
  const confirm = await claimant.postAndFollow('/transfer', answersOf(at))
  weigh('transfer, confirmation', confirm.answer)
  await claimant.postAndFollow('/transfer/confirm')
  weigh(
    'transfer, number and code',
    (await claimant.postAndFollow('/transfer/send', { phone: claimantOf(at).phone })).answer,
  )
  connection.close()
}

/** The portal's style sheet and script, as its front page names them. */
async function assets(connection: Connection): Promise<{ css: number; script: number }> {
  const page = (await new Browser(connection).get('/')).text
  const weigh = async (named: RegExp) => (await packed(connection, named.exec(page)?.[1] ?? '')).bytes
  return {
    css: await weigh(/href="(\/assets\/[^"]+\.css)"/),
    script: await weigh(/src="(\/assets\/[^"]+\.js)"/),
  }
}

/** Everything that the app's service worker keeps for reading offline, and the worker itself. */
async function offlineCopy(connection: Connection): Promise<{ files: number; bytes: number }> {
  const worker = await packed(connection, '/ed24/sw.js')
  const text = (await connection.send('GET', '/ed24/sw.js', {})).text
  const kept = [...text.matchAll(/url:["'`]([^"'`]+)/g)].map(([, name]) => `/ed24/${name}`)
  if (kept.length < 8) throw new Error('the list of the service worker was not found')
  let bytes = worker.bytes
  for (const path of kept) bytes += (await packed(connection, path)).bytes
  return { files: kept.length, bytes }
}

async function packed(connection: Connection, path: string): Promise<Answer> {
  const answer = await connection.send('GET', path, { 'accept-encoding': 'br' })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return answer
}
