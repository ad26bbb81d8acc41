import { expect, test } from 'vitest'
import { firstIdAt } from './first-id.ts'

test('the smallest id of a moment is above every id of the millisecond before it', () => {
  // RFC 9562, appendix A.6: the example of a UUIDv7 and the moment in it.
  const [at, example] = [0x017f22e279b0, '017f22e2-79b0-7cc3-98c4-dc0c0c07398f']
  expect(firstIdAt(at)).toBe('017f22e2-79b0-7000-8000-000000000000')
  expect(firstIdAt(at) <= example && example < firstIdAt(at + 1)).toBe(true)
  expect(firstIdAt(-1)).toBe('00000000-0000-7000-8000-000000000000')
})
