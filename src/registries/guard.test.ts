import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { guard, type Patience } from './guard.ts'
import { RegisterTrouble, type TroubleCode } from './trouble.ts'

const patience: Partial<Patience> = {
  tryMilliseconds: 60,
  wholeMilliseconds: 150,
  pauseMilliseconds: 5,
  leastTryMilliseconds: 20,
  places: 2,
  waiting: 1,
  failures: 3,
  openMilliseconds: 10_000,
}

/** A register that does what each test says, behind a guard whose watch is remembered. */
function guarded(
  answer: (question: string, tries: number) => Promise<string>,
  other: Partial<Patience> = {},
) {
  const outcomes: string[] = []
  const breakers: string[] = []
  const troubles: RegisterTrouble[] = []
  let [tries, now] = [0, Date.UTC(2026, 8, 1)]
  const register = guard(
    {
      ask(question: string) {
        tries += 1
        return answer(question, tries)
      },
    },
    'no answer',
    {
      clock: { now: () => new Date(now) },
      patience: { ...patience, ...other },
      watch: {
        asked: (outcome) => void outcomes.push(outcome),
        trouble: (trouble) => void troubles.push(trouble),
        breaker: (state) => void breakers.push(state),
      },
    },
  )
  return {
    ask: (question = 'a question') => register.ask(question),
    outcomes,
    breakers,
    troubles,
    tries: () => tries,
    passes: (seconds: number) => {
      now += seconds * 1000
    },
  }
}
const fails = (code: TroubleCode) => Promise.reject(new RegisterTrouble(code))
const never = () => new Promise<never>(() => {})

describe('time', () => {
  test('an answer in time is passed on; a late one is none', async () => {
    const soon = guarded(() => wait(5, 'yes'))
    expect(await soon.ask()).toBe('yes')
    const late = guarded(() => wait(500, 'yes'))
    expect(await late.ask()).toBe('no answer')
    expect([soon.outcomes, late.outcomes]).toEqual([['answered'], ['timeout']])
    expect(late.tries(), 'a slow register is not asked twice').toBe(1)
  })

  test('the whole is bounded, the second try and the line included', async () => {
    const slow = guarded(
      async (_, tries) => {
        await wait(40)
        return tries % 2 ? fails('gateway') : never()
      },
      { tryMilliseconds: 1000, places: 1 },
    )
    const began = performance.now()
    expect(await Promise.all([slow.ask(), slow.ask()])).toEqual(['no answer', 'no answer'])
    expect(performance.now() - began).toBeLessThan(900)
    expect(slow.outcomes.toSorted()).toEqual(['busy', 'timeout'])
  })

  test('a second try is not begun without time for it', async () => {
    const late = guarded(
      async () => {
        await wait(55)
        return fails('gateway')
      },
      { tryMilliseconds: 1000, wholeMilliseconds: 1000, leastTryMilliseconds: 950 },
    )
    expect(await late.ask()).toBe('no answer')
    expect([late.tries(), late.outcomes]).toEqual([1, ['gateway']])
  })
})

describe('a second try', () => {
  test.each(['unreachable', 'cut-off', 'gateway'] as const)('after %s', async (code) => {
    const again = guarded((_, tries) => (tries === 1 ? fails(code) : Promise.resolve('yes')))
    expect(await again.ask()).toBe('yes')
    expect([again.tries(), again.outcomes]).toEqual([2, ['answered']])
    const twice = guarded(() => fails(code))
    expect(await twice.ask()).toBe('no answer')
    expect(twice.tries(), 'and never a third').toBe(2)
  })

  test.each([
    'asked-to-wait',
    'too-many',
    'timeout',
    'tls',
    'refused',
    'status',
    'oversized',
    'form',
    'schema',
    'wrong-id',
  ] as const)('not after %s', async (code) => {
    const once = guarded(() => fails(code))
    expect(await once.ask()).toBe('no answer')
    expect([once.tries(), once.outcomes]).toEqual([1, [code]])
  })

  test('nor after a fault of ours, thrown at once or later', async () => {
    const late = guarded(() => Promise.reject(new TypeError('a bug')))
    const atOnce = guarded(() => {
      throw new TypeError('a bug')
    })
    for (const faulty of [late, atOnce]) {
      expect(await faulty.ask()).toBe('no answer')
      expect([faulty.tries(), faulty.outcomes]).toEqual([1, ['fault']])
      expect(faulty.troubles[0]?.cause).toBeInstanceOf(TypeError)
    }
  })
})

describe('the bulkhead', () => {
  test('lets two in, keeps one at the door and sends the others away at once', async () => {
    const open: (() => void)[] = []
    const full = guarded(() => new Promise((resolve) => open.push(() => resolve('yes'))))
    const [one, two, three, four] = [full.ask(), full.ask(), full.ask(), full.ask()]
    expect(await four).toBe('no answer')
    expect(full.tries()).toBe(2)
    open[0]?.()
    expect(await one).toBe('yes')
    await expect.poll(full.tries).toBe(3)
    for (const each of open) each()
    expect(await Promise.all([two, three])).toEqual(['yes', 'yes'])
    expect(full.outcomes).toEqual(['busy', 'answered', 'answered', 'answered'])
    expect(full.breakers, 'our own crowd says nothing of the register').toEqual([])
  })

  test('whoever has lost the time in our own line is no sign of a slow register', async () => {
    const slow = guarded((_, tries) => (tries === 1 ? wait(50, 'yes') : never()), {
      ...{ places: 1, tryMilliseconds: 60, wholeMilliseconds: 80, failures: 1 },
    })
    expect(await Promise.all([slow.ask(), slow.ask()])).toEqual(['yes', 'no answer'])
    expect([slow.outcomes, slow.breakers]).toEqual([['answered', 'busy'], []])
  })

  test('a place is free only when the adapter has really ended', async () => {
    let end = () => {}
    const deaf = guarded(
      (_, tries) =>
        tries === 1 ? new Promise((resolve) => (end = () => resolve('late'))) : Promise.resolve('yes'),
      {
        places: 1,
        waiting: 0,
      },
    )
    expect(await deaf.ask()).toBe('no answer')
    expect(await deaf.ask()).toBe('no answer')
    end()
    await wait(0)
    expect(await deaf.ask()).toBe('yes')
    expect(deaf.outcomes).toEqual(['timeout', 'busy', 'answered'])
  })

  test('forty at once: never more than two inside, and nobody is lost', async () => {
    let [inside, most] = [0, 0]
    const crowd = guarded(
      async () => {
        inside += 1
        most = Math.max(most, inside)
        await wait(1)
        inside -= 1
        return 'yes'
      },
      { waiting: 38, wholeMilliseconds: 5000 },
    )
    const answers = await Promise.all(Array.from({ length: 40 }, () => crowd.ask()))
    expect(answers).toEqual(Array.from({ length: 40 }, () => 'yes'))
    expect([most, inside]).toEqual([2, 0])
  })
})

describe('the breaker', () => {
  /** Opened by three failures in a row. */
  async function opened(answer: (question: string, tries: number) => Promise<string>) {
    const broken = guarded((question, tries) => (tries <= 3 ? fails('status') : answer(question, tries)))
    for (let at = 0; at < 3; at += 1) await broken.ask()
    expect(broken.breakers).toEqual(['open'])
    return broken
  }

  test('opens after failures in a row, and then nobody asks or waits', async () => {
    const broken = await opened(() => Promise.resolve('yes'))
    expect(await broken.ask()).toBe('no answer')
    broken.passes(9)
    expect(await broken.ask()).toBe('no answer')
    expect(broken.tries()).toBe(3)
    expect(broken.outcomes.slice(3)).toEqual(['left-alone', 'left-alone'])
  })

  test('lets one question try it later, and closes when that is answered', async () => {
    let open = () => {}
    const healed = await opened(() => new Promise((resolve) => (open = () => resolve('yes'))))
    healed.passes(10)
    const probe = healed.ask()
    expect(await healed.ask(), 'the others do not wait for the probe').toBe('no answer')
    open()
    expect(await probe).toBe('yes')
    const next = healed.ask()
    await expect.poll(healed.tries).toBe(5)
    open()
    expect(await next).toBe('yes')
    expect(healed.breakers).toEqual(['open', 'half-open', 'closed'])
  })

  test('opens again when the probe fails, for as long', async () => {
    const sick = await opened(() => fails('timeout'))
    sick.passes(10)
    await sick.ask()
    sick.passes(9)
    await sick.ask()
    expect(sick.tries()).toBe(4)
    sick.passes(1)
    await sick.ask()
    expect(sick.tries()).toBe(5)
    expect(sick.breakers).toEqual(['open', 'half-open', 'open', 'half-open', 'open'])
  })

  test('an answer in between begins the count anew', async () => {
    const shaky = guarded((_, tries) => (tries % 3 === 0 ? Promise.resolve('yes') : fails('status')))
    for (let at = 0; at < 12; at += 1) await shaky.ask()
    expect([shaky.tries(), shaky.breakers]).toEqual([12, []])
  })

  test('questions that the register refuses cannot open it: they show that it lives', async () => {
    const strict = guarded(() => fails('refused'))
    for (let at = 0; at < 10; at += 1) await strict.ask()
    expect([strict.tries(), strict.breakers]).toEqual([10, []])
  })

  test('stragglers of an earlier time neither close nor open it', async () => {
    const ends: (() => void)[] = []
    const slow = guarded(
      (question) =>
        question === 'slow'
          ? new Promise((_, reject) => ends.push(() => reject(new RegisterTrouble('status'))))
          : fails('status'),
      { tryMilliseconds: 1000, wholeMilliseconds: 1000, places: 4 },
    )
    const straggler = slow.ask('slow')
    for (let at = 0; at < 3; at += 1) await slow.ask()
    slow.passes(10)
    const probe = slow.ask('slow')
    await wait(0)
    ends[0]?.()
    await straggler
    expect(slow.breakers).toEqual(['open', 'half-open'])
    ends[1]?.()
    await probe
    expect(slow.breakers).toEqual(['open', 'half-open', 'open'])
  })

  test('a clock that was set back does not keep it open', async () => {
    const broken = await opened(() => Promise.resolve('yes'))
    broken.passes(-3600)
    expect(await broken.ask()).toBe('yes')
  })
})
