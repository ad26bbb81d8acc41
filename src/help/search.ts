import { type HelpSituation, helpSituations } from '../domain/help-situations.ts'
import { languages } from '../domain/language.ts'
import type { Block } from './situation.ts'
import { situations } from './situations.ts'

/** What a search came to: nothing asked, digits that may be somebody's number, or situations, the nearest first. */
export type Search =
  | { readonly kind: 'empty' }
  | { readonly kind: 'personal' }
  | { readonly kind: 'found'; readonly situations: readonly HelpSituation[] }

const mostCharacters = 200
const mostWords = 8

/**
 * Looks for what was typed in the words of every situation in all three languages, whatever the page's language.
 * Four digits in a row or spread by spaces may be an IIN, a number or a code: those are not searched for.
 */
export function search(typed: string): Search {
  if ((typed.match(/\p{Nd}/gu) ?? []).length >= 4) return { kind: 'personal' }
  const asked = significant(foldedWords(typed.slice(0, mostCharacters))).slice(0, mostWords)
  if (asked.length === 0) return { kind: 'empty' }
  const scored = indexed.map(({ situation, names, texts }) => ({
    situation,
    score: asked.reduce((sum, word) => sum + weight(word, names, texts), 0),
  }))
  const best = Math.max(...scored.map(({ score }) => score))
  const found = scored
    .filter(({ score }) => score > 0 && score * 2 > best)
    .sort((a, b) => b.score - a.score)
    .map(({ situation }) => situation)
  return { kind: 'found', situations: found }
}

/** A word of a title or a keyword says more than one that merely occurs in the text. */
function weight(asked: string, names: readonly string[], texts: readonly string[]): number {
  if (names.some((word) => alike(asked, word))) return 3
  return texts.some((word) => alike(asked, word)) ? 1 : 0
}

/**
 * One word begins the other, or both share a stem of at least four letters and differ by an ending of up to three
 * («пароля» and «паролем»). Short words, mostly abbreviations, must begin the word as they stand.
 */
function alike(asked: string, word: string): boolean {
  if (word.startsWith(asked)) return true
  const least = Math.max(4, Math.max(asked.length, word.length) - 3)
  return asked.length >= least && word.length >= least && asked.slice(0, least) === word.slice(0, least)
}

/** Kazakh letters as people type them on a Russian keyboard. */
const kazakhLetters: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
}

function foldedWords(text: string): string[] {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[әғқңөұүһіё]/g, (letter) => kazakhLetters[letter] ?? letter)
  return folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

const stopWords = new Set(
  foldedWords(
    'не как что это мне меня мой моя для или где при the and how what why for not мен бул ушин калай неге жок бар емес кайда',
  ),
)

/** Leaves out words that say nothing, unless there are no others. */
function significant(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => word.length >= 3 && !stopWords.has(word))
  return telling.length > 0 ? telling : words
}

const indexed = helpSituations.map((situation) => {
  const inEveryLanguage = languages.map((language) => situations[situation][language])
  return {
    situation,
    names: foldedWords(inEveryLanguage.map(({ title, keywords }) => `${title} ${keywords}`).join(' ')),
    texts: foldedWords(
      inEveryLanguage.map((words) => `${words.situation} ${words.solution.map(textOf).join(' ')}`).join(' '),
    ),
  }
})

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'contact':
      return block.text
    case 'steps':
      return block.steps.join(' ')
    case 'list':
      return block.items.join(' ')
    case 'out':
      return `${block.before} ${block.label}`
    case 'go':
      return block.label
    case 'drawing':
    case 'see':
      return ''
  }
}
