import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Citizen } from '../citizen.ts'
import type { Figure } from './figures.ts'
import { newInstallation } from './installation.ts'
import type { Page } from './page.ts'
import type { TestPortal } from './portal.ts'

/* What somebody sees who may look at everything but the clock, as text that can be compared. */

/** What differs from one request to the next for everybody: tokens, nonces, numbers of requests, the masks and codes. */
const plain = (text: string, typed: readonly string[]) =>
  typed
    .reduce((rest, each, at) => rest.replaceAll(each, `TYPED ${at}`), text)
    .replace(/nonce="[^"]*"|'nonce-[^']*'/g, 'NONCE')
    .replace(/value="[A-Za-z0-9_-]{22,64}"/g, 'TOKEN')
    .replace(/#activate=[A-Za-z0-9_-]+/g, 'ACTIVATION')
    .replace(/•••• •••• \d{4}/g, 'MASKED IIN')
    .replace(/<path[^>]*>/g, 'QR')
    .replace(/<output[\s\S]*?<\/output>/g, 'PASSWORD')
    .replace(/\+7\s7\*\*\s\*\*\*\s\*\*\s\d\d/g, 'MASK')
    .replace(/№ \d\d|<b>\d\d<\/b>|\d\d:\d\d(:\d\d)?/g, 'TIME')

async function traceOf(response: Response, typed: readonly string[]): Promise<string> {
  const headers = [...response.headers]
    .filter(([name]) => name !== 'set-cookie')
    .map(([n, v]) => `${n}: ${plain(v, typed)}`)
  const cookies = response.headers
    .getSetCookie()
    .map((line) => line.replace(/=[^;]*/, (value) => `=${value.length}`))
  return [response.status, ...headers, ...cookies, plain(await response.text(), typed)].join('\n')
}

/** What a page's live channel says within a moment, byte for byte. */
export async function listens(
  citizen: Citizen,
  address: string,
  during: () => Promise<unknown>,
): Promise<string> {
  const response = await citizen.sends('GET', address)
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

const csrfOf = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

/** A browser that keeps a trace of everything it is answered. */
export async function traced(citizen: Citizen, typed: readonly string[], from: string) {
  const trace: string[] = []
  let csrf = csrfOf((await citizen.opens(from)).html)
  return {
    trace,
    async sends(path: string, fields: Record<string, string>) {
      const body = new URLSearchParams({ csrf, ...fields })
      trace.push(await traceOf(await citizen.sends('POST', path, body), typed))
    },
    async opens(path: string) {
      const response = await citizen.sends('GET', path)
      csrf = csrfOf(await response.clone().text()) || csrf
      trace.push(await traceOf(response, typed))
    },
  }
}

/** A stranger's app with the page's own one-time password and a number that is nobody's. */
export async function strangerTries(portal: TestPortal, page: Page): Promise<string> {
  const password = page.document.querySelector('output')?.textContent ?? ''
  const token = /#activate=([A-Za-z0-9_-]+)/.exec(page.html)?.[1] ?? ''
  const stranger = await newInstallation(portal)
  const { maskedIin: _, madeAt: __, expiresAt: ___, ...preview } = (await stranger.previews(token)).body
  const tried = await stranger.activates('+77019998877', { password })
  return JSON.stringify([preview, tried.status, tried.body])
}

/** Fails where one kind of trace does not come of all of them. The figure is stated before. */
export function expectOneKind(
  traces: ReadonlyMap<string, string[][]>,
  stating: (figure: Figure) => void,
): void {
  const all = [...traces.values()].flat()
  const steps = all[0]?.length ?? 0
  const distinct = Array.from({ length: steps }, (_, step) => new Set(all.map((trace) => trace[step])).size)
  stating({
    attempts: all.length * steps,
    came: distinct.filter((count) => count > 1).length,
    allowed: 0,
    says: `answers that differ from those to others; ${all.length} walks of ${traces.size} kinds, ${steps} answers each`,
  })
  const first = distinct.findIndex((count) => count > 1)
  const [one = '', other = ''] = new Set(all.map((trace) => trace[first] ?? ''))
  const at = [...one].findIndex((letter, place) => letter !== other[place])
  expect(
    first < 0 ? '' : `step ${first}: ${one.slice(at - 80, at + 80)} | ${other.slice(at - 80, at + 80)}`,
  ).toBe('')
  expect(distinct).toEqual(distinct.map(() => 1))
}

export async function tracesOf<Kind>(
  kinds: Readonly<Record<string, () => Promise<Kind>>>,
  times: number,
  walk: (kind: Kind) => Promise<string[]>,
): Promise<Map<string, string[][]>> {
  const traces = new Map<string, string[][]>()
  for (const [name, make] of Object.entries(kinds)) {
    const own: string[][] = []
    for (let time = 0; time < times; time += 1) own.push(await walk(await make()))
    traces.set(name, own)
  }
  return traces
}
