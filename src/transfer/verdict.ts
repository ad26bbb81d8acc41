import { audit } from '../account/audit.ts'
import type { Parts } from '../http/parts.ts'
import type { RegisterName } from '../registries/register.ts'
import type { Answers } from './answers.ts'

/** One word for the whole set. `unavailable` overrides wrong answers: a register did not answer, so nothing is refused. */
export type Verdict = { is: 'right' | 'wrong' } | { is: 'unavailable'; silent: readonly RegisterName[] }

/**
 * Asks every register every time, all at once, whatever the others say: neither the answer nor its time tells which
 * answer was wrong. What agreed goes into the audit, as yes and no; what was answered never does.
 */
export async function askRegisters(
  parts: Parts,
  answers: Answers,
  asked: { isProven: boolean; reference: string },
): Promise<Verdict> {
  const { registers, database, keyring } = parts
  const { child, certificate, parents, claimant, status, since } = answers
  const [births, kindergarten, known] = await Promise.all([
    registers.births.ask({ child, certificate, parents, claimant }),
    registers.kindergarten.ask({ child, status, since }),
    // What moves is a child that a queue system has told us of.
    database.reader
      .selectFrom('children')
      .where('child_index', '=', keyring.index('iin', child))
      .select('child_index')
      .executeTakeFirst(),
  ])
  const agreed = {
    child: known !== undefined,
    certificate: births.is === 'answered' && births.certificate,
    parents: births.is === 'answered' && births.parents,
    alive: births.is === 'answered' && births.alive,
    status: kindergarten.is === 'answered' && kindergarten.status,
    since: kindergarten.is === 'answered' && kindergarten.since,
  }
  const silent = (
    [
      ['births', births],
      ['kindergarten', kindergarten],
    ] as const
  ).flatMap(([name, { is }]) => (is === 'unavailable' ? [name] : []))
  const isRight = Object.values(agreed).every((agrees) => agrees)
  const verdict: Verdict =
    silent.length > 0 ? { is: 'unavailable', silent } : { is: isRight ? 'right' : 'wrong' }
  await audit(database.reader, {
    type: 'transfer.answers',
    actor: 'stranger',
    outcome: verdict.is,
    reference: asked.reference,
    detail: {
      ...agreed,
      births: births.is === 'answered',
      kindergarten: kindergarten.is === 'answered',
      proven: asked.isProven,
    },
  })
  return verdict
}
