/**
 * How well answer times tell two groups apart: the chance that a random one of `a` took longer than a random one of
 * `b`, ties half each (the area under the ROC curve; Mann–Whitney). 0.5 tells nothing.
 */
export function areaUnderCurve(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))]
  all.sort((one, other) => one.value - other.value)
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1
    const middle = (from + 1 + to) / 2
    ranks += middle * all.slice(from, to).filter(({ isA }) => isA).length
    from = to
  }
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length)
}

/** The standard error of that area between two groups of this size that do not differ. */
export function standardError(size: number): number {
  return Math.sqrt((2 * size + 1) / (12 * size * size))
}
