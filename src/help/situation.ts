import type { HelpSituation } from '../domain/help-situations.ts'
import type { Language } from '../domain/language.ts'
import type { ReturnPage } from '../routes.ts'

/** One piece of a solution, in the order in which the person needs it: what to do first stands first. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** To be done one after another. */
  | { readonly kind: 'steps'; readonly steps: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A person who helps; the deployment's contact follows the words. */
  | { readonly kind: 'contact'; readonly text: string }
  /** A page of another site. */
  | { readonly kind: 'out'; readonly before: string; readonly label: string; readonly href: string }
  /** A page of the portal, by the name that it returns to. */
  | { readonly kind: 'go'; readonly label: string; readonly to: ReturnPage }
  /** A picture among the words. */
  | { readonly kind: 'drawing'; readonly drawing: 'certificate' }
  /** Another situation that may be the real one. */
  | { readonly kind: 'see'; readonly situation: HelpSituation }

/** A situation in one language. */
export type SituationWords = {
  /** How the person would name it, in the list of choices. */
  readonly title: string
  /** The page's heading where the title is what stands after «Ситуация:» already. */
  readonly heading?: string
  /** What stands after «Ситуация:». */
  readonly situation: string
  /** What stands after «РЕШЕНИЕ:». */
  readonly solution: readonly Block[]
  /** Words that people search by and that the texts above do not hold. */
  readonly keywords: string
}

/** A situation in every language: a missing one does not compile. */
export type Situation = Readonly<Record<Language, SituationWords>>
