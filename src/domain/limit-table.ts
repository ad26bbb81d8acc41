import { type Limits, limits as shipped } from './limits.ts'

/** One line of the table that `kabinet limits` prints. */
export type LimitRow = { id: string; values: string; filledBy: string; stops: string; source: string }

type Entry = { readonly [name: string]: number | { filledBy: string; stops: string; source: string } }

/** The table's rows in its own order; ids read as they are written in code (`signIn.failuresPerIin`). */
export function limitRows(limits: Limits): LimitRow[] {
  return entries(limits).map(([id, entry]) => ({
    id,
    values: numbersOf(entry)
      .map(([name, value]) => `${words(name)} ${amount(name, value)}`)
      .join(', '),
    ...reasonOf(entry),
  }))
}

/** Whether every number is the shipped one. Production refuses to start on anything else. */
export function isShipped(limits: Limits): boolean {
  const known = new Map(entries(shipped))
  return entries(limits).every(([id, entry]) => {
    const numbers = known.get(id)
    return numbersOf(entry).every(([name, value]) => numbers?.[name] === value)
  })
}

function entries(limits: Limits): [string, Entry][] {
  return Object.entries(limits).flatMap(([group, members]) =>
    Object.entries(members).map(([name, entry]): [string, Entry] => [`${group}.${name}`, entry as Entry]),
  )
}

function numbersOf(entry: Entry): [string, number][] {
  return Object.entries(entry).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' ? [[name, value]] : [],
  )
}

function reasonOf(entry: Entry) {
  const { reason } = entry
  return typeof reason === 'object' ? reason : { filledBy: '', stops: '', source: '' }
}

function words(name: string): string {
  const plain = name.replace(/(Seconds|Milliseconds|Bytes|Bits)$/, '') || name
  return plain.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function amount(name: string, value: number): string {
  if (name.endsWith('Milliseconds')) return `${value} ms`
  if (name.endsWith('Seconds')) return duration(value)
  const unit = /(Bytes|Bits)$/.exec(name)?.[1]?.toLowerCase()
  return unit ? `${value} ${unit}` : String(value)
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const

/** Whole units read best: 24 h rather than 1 d, as the policy speaks of hours up to three days. */
function duration(seconds: number): string {
  for (const [unit, length] of units) {
    const least = unit === 'd' ? 4 * length : length
    if (seconds >= least && seconds % length === 0) return `${seconds / length} ${unit}`
  }
  return `${seconds} s`
}
