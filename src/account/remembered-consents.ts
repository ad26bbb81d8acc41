import type { Keyring } from '../database/keyring.ts'
import { currentAgreements } from '../domain/agreements.ts'
import type { Iin } from '../domain/iin.ts'

/** The most people whose acceptance one browser remembers: a family's phone. */
const most = 6

/**
 * Who has accepted the current agreements in this browser. The cookie holds a keyed mark for each person and the
 * versions, so a new version asks everybody again, and the mark says nothing of any account.
 */
export function rememberedConsents(keyring: Keyring, cookie: string | undefined) {
  const versions = currentAgreements.map(({ document, version }) => `${document}=${version}`).join('&')
  const mark = (text: string) => keyring.mac('consents', text).toString('base64url').slice(0, 16)
  const tag = () => mark(versions)
  const [had, ...marks] = (cookie ?? '').split('.')
  const known = marks.length > 0 && had === tag() ? marks : []
  return {
    /** Somebody has accepted here: the boxes wait until a new person comes. */
    anybody: known.length > 0,
    has: (iin: Iin) => known.includes(mark(`${versions}:${iin}`)),
    /** The cookie's next value once this person has withdrawn: asked again. */
    without: (iin: Iin) => [tag(), ...known.filter((each) => each !== mark(`${versions}:${iin}`))].join('.'),
    /** The cookie's next value, with this person first. */
    with(iin: Iin): string {
      const own = mark(`${versions}:${iin}`)
      return [tag(), own, ...known.filter((each) => each !== own)].slice(0, most + 1).join('.')
    },
  }
}
