import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, vi } from 'vitest'
import { newTestPortal, type PortalOptions } from '../../test/support/portal.ts'
import { makeSequencer } from '../audit/sequencer.ts'
import { newFolder } from '../audit/tampering.test-kit.ts'
import type { Iin } from '../domain/iin.ts'
import { answer, parseCall } from './audit.ts'

export const deskIin = '880512400120' as Iin

/** A portal with one person, and a command line of the audit for it that gives what was printed. */
export async function newDesk(options?: PortalOptions) {
  const portal = await newTestPortal(options)
  const person = await portal.account({ iin: deskIin })
  const file = join(await newFolder(), 'anchors.jsonl')
  const { database, parts } = portal
  const calls = async (args: readonly string[], input = '') => {
    await makeSequencer(parts).chain()
    const given = { keyring: parts.keyring, config: { auditAnchors: { file } }, clock: portal.clock }
    const { said, code } = await printed(() =>
      answer(parseCall([...args]), database, { ...given, input: Readable.from([input]) }),
    )
    const text = said.join('\n')
    for (const secret of [deskIin, '77051239223', 'Сейтқали', '203.0.113', '198.51.100']) {
      expect(text, 'personal data').not.toContain(secret)
    }
    return { code, text }
  }
  return { portal, person, calls, explains: (iin = deskIin) => calls(['explain', '--iin'], `${iin}\n`) }
}

async function printed<Code>(work: () => Promise<Code>): Promise<{ said: string[]; code: Code }> {
  const said: string[] = []
  const keep = (line: unknown) => void said.push(String(line))
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(keep),
    vi.spyOn(console, 'error').mockImplementation(keep),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text).trimEnd()) > 0),
  ]
  try {
    return { code: await work(), said }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
