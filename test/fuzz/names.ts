import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { agreementDocuments } from '../../src/domain/agreements.ts'
import { answerFields } from '../../src/transfer/answers.ts'

const source = fileURLToPath(new URL('../../src', import.meta.url))

/** Names of fields and calls that the code reads, found in its text: what no page shows would be missed otherwise. */
export function namesInCode(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  const found = files.flatMap((file) => {
    if (!/\.tsx?$/.test(file) || /\.test\.|dpop\.ts$/.test(file)) return []
    const text = readFileSync(join(source, file), 'utf8')
    const read = file.startsWith('companion/')
      ? text.matchAll(/\b(\w+): z\.(?!ZodType)/g)
      : text.matchAll(/\b(?:form|typed)\.(?:text|has)\('([\w-]+)'\)/g)
    return [...read].map(([, name = '']) => name)
  })
  return [...new Set([...found, ...answerFields, ...agreementDocuments])].toSorted()
}
