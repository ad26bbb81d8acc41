import { dictionary } from '@zxcvbn-ts/language-common'
import { localWords } from './local-words.ts'

/**
 * Whether a password is common or little more than a common one (ASVS 5.0 V6.2.4, V6.2.12; NIST SP 800-63B-4
 * §3.1.1.2). The offline list holds tens of thousands of breached passwords and local words. Case and usual
 * substitutions (`@` for `a`) do not hide a word, nor do repetition, a keyboard walk, a year or a few digits and
 * signs around it: `Password1234!` and `Qazaqstan-2026!` are refused, four unrelated words are not.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  return isListed(text) || guessWork([...text]) < leastGuessWork
}

/** Four unrelated list words, or as much else. */
const leastGuessWork = 4

/**
 * The least number of guesses, in list words, that spell the text: a list word, walk, year or letter is 1, a single
 * digit or sign ½, and saying the last piece again is free.
 */
function guessWork(text: readonly string[]): number {
  const least: number[] = [0]
  for (let end = 1; end <= text.length; end += 1) {
    const last = text[end - 1] ?? ''
    let best = (least[end - 1] ?? 0) + (/\p{L}/u.test(last) ? 1 : 0.5)
    for (let length = 1; length <= Math.min(end, longestPiece); length += 1) {
      const start = end - length
      const before = least[start] ?? 0
      if (isRepeat(text, start, length)) best = Math.min(best, before)
      else if (before + 1 < best && isPiece(text.slice(start, end).join(''))) best = before + 1
    }
    least.push(best)
  }
  return least[text.length] ?? 0
}

const shortestPiece = 4
const longestPiece = 32

function isRepeat(text: readonly string[], start: number, length: number): boolean {
  if (start < length) return false
  for (let place = start; place < start + length; place += 1) {
    if (text[place] !== text[place - length]) return false
  }
  return true
}

function isPiece(piece: string): boolean {
  if (piece.length < shortestPiece) return /^(123|321|abc|qwe|йцу|абв)$/.test(piece)
  return /^(19|20)\d\d$/.test(piece) || isWalk(piece) || isListed(piece) || isListed(withLetters(piece))
}

/** Ways along a keyboard or an alphabet, each read forwards and backwards. */
const ways = [
  '01234567890123456789',
  'qwertyuiop[]asdfghjkl;zxcvbnm,./',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'abcdefghijklmnopqrstuvwxyz',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  '1й2ц3у4к5е6н7г8ш9щ0з',
  'йфяцычувскамепинртгоьшлбщдюзжхэъ',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
].flatMap((way) => [way, [...way].reverse().join('')])

function isWalk(piece: string): boolean {
  return ways.some((way) => way.includes(piece))
}

const substitutes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

function withLetters(piece: string): string {
  return piece.replace(/[@431!0$57]/g, (sign) => substitutes[sign] ?? sign)
}

let list: ReadonlySet<string> | undefined

function isListed(text: string): boolean {
  list ??= new Set([...dictionary['passwords-common'], ...localWords].map((word) => word.toLowerCase()))
  return list.has(text)
}
