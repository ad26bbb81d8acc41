import { readFileSync } from 'node:fs'
import type { Key } from './database/keyring.ts'

/**
 * Reads KABINET_KEYS and the file of KABINET_KEY_FILE: "id:secret" entries, one a line or parted by commas. A secret holds
 * no colon: an older reading cut it there, and another key opens nothing.
 */
export function readKeys(
  inline: string | undefined,
  file: string | undefined,
): { keys: Key[]; problems: string[] } {
  const problems: string[] = []
  let text = inline ?? ''
  if (file) {
    try {
      text += `\n${readFileSync(file, 'utf8')}`
    } catch {
      problems.push('KABINET_KEY_FILE cannot be read')
    }
  }
  const keys = text.split(/[\n,]/).flatMap((line, at) => {
    if (!line.trim()) return []
    const [id = '', secret = '', ...rest] = line.trim().split(':')
    if (/^[\w-]{1,32}$/.test(id) && secret.length >= 32 && rest.length === 0) return [{ id, secret }]
    problems.push(
      `KABINET_KEYS, entry ${at + 1}: expected "id:secret" with a secret of at least 32 characters and no further colon`,
    )
    return []
  })
  // An id may stand twice (first and last, while a new key is made known to all nodes), but it names one secret.
  if (keys.some((key) => keys.some((other) => other.id === key.id && other.secret !== key.secret)))
    problems.push('KABINET_KEYS gives one id two secrets')
  return { keys, problems }
}
