import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contesting, type PasswordRow } from './replaced-passwords.ts'

/** What happens to an account: who recovers it, who changes the password in the cabinet, and what the desk decides. */
type Act = 'owner recovers' | 'thief recovers' | 'holder changes' | 'desk decides'
type Who = 'owner' | 'thief'

const hour = 3_600_000

/** Plays what happened, hours apart, in the records; the desk is never wrong about who holds the account. */
function play(acts: readonly { act: Act; hours: number }[]) {
  let now = 0
  let decidedAt: Date | null = null
  let isOpen = false
  const rows: (PasswordRow & { who: Who; replaced_at: Date | null })[] = []
  const current = () => rows.find(({ replaced_at }) => replaced_at === null)
  const replace = (who: Who, set_by: PasswordRow['set_by']) => {
    const at = new Date(now)
    const before = current()
    if (before) before.replaced_at = at
    rows.push({ id: String(rows.length), set_by, set_at: at, replaced_at: null, who })
  }
  replace('owner', 'import')
  for (const { act, hours } of acts) {
    now += hours * hour
    const before = current()
    if (act === 'owner recovers') replace('owner', 'recovery')
    if (act === 'thief recovers') replace('thief', 'recovery')
    if (act.endsWith('recovers')) isOpen = true
    if (act === 'holder changes' && before) replace(before.who, 'person')
    if (act !== 'desk decides' || !before || !isOpen) continue
    isOpen = false
    decidedAt = new Date(now)
    if (before.who === 'owner') continue
    // Upheld: the password ends a moment after the decision is written, and the owner recovers at the desk.
    now += 5
    before.replaced_at = new Date(now)
    now += hour
    replace('owner', 'recovery')
  }
  const ordered = rows.toSorted(
    (a, b) => (a.replaced_at?.getTime() ?? Infinity) - (b.replaced_at?.getTime() ?? Infinity),
  )
  const found = contesting(ordered, decidedAt)
  return { rows, decidedAt, found, whose: rows.find(({ id }) => id === found?.replaced.id)?.who }
}

const acts = fc.array(
  fc.record({
    act: fc.constantFrom<Act>('owner recovers', 'thief recovers', 'holder changes', 'desk decides'),
    hours: fc.integer({ min: 1, max: 60 }),
  }),
  { maxLength: 12 },
)
const told = (...all: Act[]) => play(all.map((act) => ({ act, hours: 1 })))

test('whatever happens in thirty days, what contests was the owner’s, and only a recovery is contested', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const { rows, found, whose } = play(all)
      if (!found) return
      expect(whose).toBe('owner')
      expect(rows.find(({ id }) => id === found.successorId)?.set_by).toBe('recovery')
    }),
    { numRuns: 3000 },
  )
})

test('after a decision the next recovery is contested with the password that it replaced, however often it is repeated', () => {
  fc.assert(
    fc.property(acts, fc.integer({ min: 1, max: 4 }), (before, times) => {
      const decided = [
        ...before,
        { act: 'owner recovers', hours: 1 },
        { act: 'desk decides', hours: 1 },
      ] as const
      const held = play(decided).rows.at(-1)
      const thefts = Array.from({ length: times }, () => ({ act: 'thief recovers', hours: 20 }) as const)
      expect(play([...decided, ...thefts]).found?.replaced.id).toBe(held?.id)
    }),
    { numRuns: 1000 },
  )
})

test('a thief who recovers again does not push the owner’s password out, and contests nothing with an own one', () => {
  expect(told('thief recovers', 'thief recovers').found).toMatchObject({
    replaced: { id: '0' },
    successorId: '1',
  })
  expect(told('thief recovers', 'owner recovers').found).toMatchObject({ replaced: { id: '0' } })
  expect(told('thief recovers', 'holder changes', 'owner recovers').found).toMatchObject({
    replaced: { id: '0' },
  })
})

test('what was decided is shown until something else can be contested', () => {
  expect(told('owner recovers', 'desk decides').found).toMatchObject({
    replaced: { id: '0' },
    successorId: '1',
  })
  expect(told('owner recovers', 'desk decides', 'thief recovers').found).toMatchObject({
    replaced: { id: '1' },
    successorId: '2',
  })
  // The thief's was ended by the decision, the owner's that followed is what the next theft replaces.
  expect(told('thief recovers', 'desk decides', 'thief recovers').found).toMatchObject({
    replaced: { id: '2' },
    successorId: '3',
  })
})

test('without a decision the oldest contests, also where its owner has recovered since: decision 11 says why', () => {
  expect(told('owner recovers', 'thief recovers').found).toMatchObject({
    replaced: { id: '0' },
    successorId: '1',
  })
})
