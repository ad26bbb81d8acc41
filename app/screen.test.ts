import { expect, test } from 'vitest'
import { deeper, downTo, type Path, present } from './screen.ts'

const start: Path = [{ at: 'number' }]

test('«Назад» leads down one screen at a time and never out', () => {
  const deep = deeper(deeper(start, { at: 'second', phone: '701' }), { at: 'scan', phone: '701' })
  expect(present(deep).at).toBe('scan')
  expect(present(downTo(deep, 2)).at).toBe('second')
  expect(downTo(deep, 0)).toEqual(start)
})

test('the same place again does not pile up', () => {
  const once = deeper(start, { at: 'second', phone: '701' })
  expect(deeper(once, { at: 'second', phone: '702' })).toEqual([
    { at: 'number' },
    { at: 'second', phone: '702' },
  ])
})
