/** A month of a year, as the transfer form asks for it. `month` is 1 to 12. */
export type YearMonth = { readonly year: number; readonly month: number }

/** The month that a `YYYY-MM-DD` date lies in. */
export function monthOf(date: string): YearMonth {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) }
}

/** Whether two months are the same or neighbours: people remember the month of a queue number to within one (journeys §4). */
export function isWithinOneMonth(one: YearMonth, other: YearMonth): boolean {
  return Math.abs(count(one) - count(other)) <= 1
}

function count({ year, month }: YearMonth): number {
  return year * 12 + month
}
