import { expect, test } from 'vitest'
import { story } from './acts.ts'
import { examples } from './examples.ts'
import { playStories, portalForStories } from './play.ts'

const isFull = import.meta.env.MODE === 'full'
const [stories, milliseconds] = isFull ? [2000, 600_000] : [60, 12_000]

test(
  'whatever people do in whatever order, the portal does what the rules say and keeps every invariant',
  async ({ annotate }) => {
    const played = await playStories(await portalForStories(), story(6), {
      stories,
      milliseconds,
      shrink: isFull,
      first: examples,
    })
    const line = `${played.stories} stories, ${played.acts} acts, seed ${played.seed}`
    console.log(line, JSON.stringify(Object.fromEntries([...played.told].sort())))
    await annotate(line)
    if (played.failure) throw new Error(`${line}\n${played.report}`, { cause: played.failure })
    expect(played.acts).toBeGreaterThan(50)
  },
  milliseconds + 60_000,
)
