import { routes } from '../../src/routes.ts'
import type { Visitor } from './visitor.ts'

export type LiveStream = {
  /** Everything that came so far. */
  heard(): string
  /** Whether the server ended it, in order or not. */
  isOver(): boolean
  leave(): void
}

/** Opens the live feed as the cabinet's page does. */
export async function openLive(visitor: Visitor): Promise<LiveStream> {
  const leaving = new AbortController()
  const response = await visitor.sends('GET', routes.cabinet.live, null, leaving.signal)
  if (response.status !== 200 || !response.body) throw new Error(`no live feed: ${response.status}`)
  let [heard, over] = ['', false]
  const read = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    for await (const part of body) heard += decoder.decode(part, { stream: true })
  }
  read(response.body)
    .catch(() => {})
    .finally(() => {
      over = true
    })
  return { heard: () => heard, isOver: () => over, leave: () => leaving.abort() }
}
