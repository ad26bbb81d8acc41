import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Citizen, newCitizen } from '../citizen.ts'
import { type Installation, newBound, newInstallation } from '../support/installation.ts'
import { limit } from '../support/limited.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'

/**
 * What somebody sees who may look at everything but the clock (test/timing): status, words, size, headers, cookies, the
 * live channel and the app's API, step by step, for IINs of every kind. One kind of trace must come of all of them.
 */
const portal = await newTestPortal({
  limits: {
    recovery: { startsPerAddress: { starts: 100_000 } },
    signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } },
  },
})
const each = 2
const number = '+77051239223'
type Known = { person: Person; app?: Installation }
const kinds: Readonly<Record<string, () => Promise<Known>>> = {
  'an owner with an app who answers': async () => {
    const person = await portal.account({ phone: number })
    return { person, app: await newBound(portal, person, { hoursOld: 100 }) }
  },
  'an account without an app': async () => ({ person: await portal.account({ phone: number }) }),
  'an account without a password': async () => ({ person: await portal.account({ password: null }) }),
  'a closed account': async () => ({ person: await portal.account({ isClosed: true }) }),
  'a limited account': async () => {
    const person = await portal.account({ phone: number })
    await limit(portal, person)
    return { person, app: await newBound(portal, person, { hoursOld: 100 }) }
  },
  nobody: async () => ({ person: { id: '', iin: newIin(), password: '' } }),
}

/** What differs from one request to the next for everybody: tokens, nonces, numbers of requests, the masks and codes. */
const plain = (text: string, { iin }: Person) =>
  text
    .replaceAll(iin, 'IIN')
    .replace(/nonce="[^"]*"|'nonce-[^']*'/g, 'NONCE')
    .replace(/value="[A-Za-z0-9_-]{22,64}"/g, 'TOKEN')
    .replace(/#activate=[A-Za-z0-9_-]+/g, 'ACTIVATION')
    .replace(/•••• •••• \d{4}/g, 'MASKED IIN')
    .replace(/<path[^>]*>/g, 'QR')
    .replace(/<output[\s\S]*?<\/output>/g, 'PASSWORD')
    .replace(/\+7\s7\*\*\s\*\*\*\s\*\*\s\d\d/g, 'MASK')
    .replace(/№ \d\d|<b>\d\d<\/b>|\d\d:\d\d(:\d\d)?/g, 'TIME')

async function traceOf(response: Response, person: Person): Promise<string> {
  const headers = [...response.headers]
    .filter(([name]) => name !== 'set-cookie')
    .map(([n, v]) => `${n}: ${plain(v, person)}`)
  const cookies = response.headers
    .getSetCookie()
    .map((line) => line.replace(/=[^;]*/, (value) => `=${value.length}`))
  return [response.status, ...headers, ...cookies, plain(await response.text(), person)].join('\n')
}

/** What the recovery page's live channel says within a moment, byte for byte. */
async function listens(citizen: Citizen, during: () => Promise<unknown>): Promise<string> {
  const response = await citizen.sends('GET', '/recovery/live')
  const reader = response.body?.getReader()
  let heard = ''
  const reading = (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      heard += new TextDecoder().decode(part.value)
  })()
  await during()
  await wait(60)
  await reader?.cancel()
  await reading
  return `${response.status} ${heard}`
}

async function walks({ person, app }: Known): Promise<string[]> {
  const citizen = newCitizen(portal, { address: '198.51.100.90' })
  const trace: string[] = []
  const csrfOf = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  let csrf = csrfOf((await citizen.opens('/sign-in')).html)
  const sends = async (path: string, fields: Record<string, string>) =>
    trace.push(
      await traceOf(await citizen.sends('POST', path, new URLSearchParams({ csrf, ...fields })), person),
    )
  const opens = async (path: string) => {
    const response = await citizen.sends('GET', path)
    const copy = response.clone()
    csrf = csrfOf(await copy.text()) || csrf
    trace.push(await traceOf(response, person))
  }
  await sends('/sign-in', { iin: person.iin, liability: 'yes', contacts: 'yes', to: '' })
  await opens('/sign-in/password')
  for (let tries = 0; tries < 6; tries += 1)
    await sends('/sign-in/password', { password: 'Wrong-password-1' })
  await sends('/sign-in/forgot', {})
  await opens('/recovery')
  // The owner sees the request, shows a code and refuses; the page hears none of it.
  trace.push(
    await listens(citizen, async () => {
      if (!app) return
      for (const { id } of (await app.feed()).requests) {
        expect((await app.showsCode(id)).status).toBe(200)
        expect((await app.notMe({ request: id })).status).toBe(200)
      }
    }),
  )
  const fresh = { fresh: 'Aspan-tau#9-jusan', repeat: 'Aspan-tau#9-jusan' }
  for (let tries = 0; tries < 4; tries += 1) await sends('/recovery', { code: '1234', ...fresh })
  await sends('/recovery/send', {})
  const page = await citizen.opens('/recovery')
  // A stranger's app with the page's password: the number is not this account's, or there is no account.
  const password = page.document.querySelector('output')?.textContent ?? ''
  const token = /#activate=([A-Za-z0-9_-]+)/.exec(page.html)?.[1] ?? ''
  const stranger = await newInstallation(portal)
  const { maskedIin: _, madeAt: __, expiresAt: ___, ...preview } = (await stranger.previews(token)).body
  const tried = await stranger.activates('+77019998877', { password })
  trace.push(JSON.stringify([preview, tried.status, tried.body]))
  await sends('/recovery/not-mine', {})
  return trace
}

test('everything but the clock is the same for every IIN at every public step', async ({ annotate }) => {
  const traces = new Map<string, string[][]>()
  for (const [kind, make] of Object.entries(kinds)) {
    const own: string[][] = []
    for (let time = 0; time < each; time += 1) own.push(await walks(await make()))
    traces.set(kind, own)
  }
  const all = [...traces.values()].flat()
  const steps = all[0]?.length ?? 0
  const distinct = Array.from({ length: steps }, (_, step) => new Set(all.map((trace) => trace[step])).size)
  const line = `observer: ${all.length} walks over ${traces.size} kinds of IIN, ${steps} answers each, ${Math.max(...distinct)} kind of each answer`
  console.log(line)
  await annotate(line)
  const first = distinct.findIndex((count) => count > 1)
  const [one = '', other = ''] = new Set(all.map((trace) => trace[first] ?? ''))
  const at = [...one].findIndex((letter, place) => letter !== other[place])
  expect(
    first < 0 ? '' : `step ${first}: ${one.slice(at - 80, at + 80)} | ${other.slice(at - 80, at + 80)}`,
  ).toBe('')
  expect(distinct).toEqual(distinct.map(() => 1))
}, 120_000)
