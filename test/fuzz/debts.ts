/** What every field of every form, and every name of every call, is given at least once, whatever is drawn. */
export const owedValues = {
  CRLF: '\r\nSet-Cookie: x=y\r\n\r\n{"level":50,"msg":"forged"}',
  Unicode: '\u202eİıſß\u2028е\u0301\ud800👩‍👩‍👧',
} as const
export type Kind = keyof typeof owedValues
/** `route` as `POST /sign-in`. */
export type Debt = { readonly route: string; readonly field: string; readonly kind: Kind }

/** Which fields were seen, and what each of them is still to be given. One for a whole run: whoever sees a field first pays. */
export class Debts {
  readonly #all = new Map<string, Debt>()
  readonly #paid = new Set<string>()

  /** What these fields of a route are still to be given, for whoever sees them to send at once. */
  take(route: string, fields: readonly string[]): Debt[] {
    const debts = fields.flatMap((field) =>
      (Object.keys(owedValues) as Kind[]).map((kind): Debt => ({ route, field, kind })),
    )
    const open = debts.filter((debt) => !this.#all.has(keyOf(debt)))
    for (const debt of open) this.#all.set(keyOf(debt), debt)
    return open
  }

  /** It was sent. */
  pays(debt: Debt): void {
    this.#paid.add(keyOf(debt))
  }

  unpaid(): Debt[] {
    return [...this.#all].flatMap(([key, debt]) => (this.#paid.has(key) ? [] : debt))
  }

  /** Names of fields by route. */
  fields(): Map<string, string[]> {
    const found = new Map<string, string[]>()
    for (const { route, field } of this.#all.values())
      found.set(route, [...new Set([...(found.get(route) ?? []), field])])
    return found
  }
}

const keyOf = ({ route, field, kind }: Debt) => `${route} ${field} ${kind}`
