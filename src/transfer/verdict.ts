import { setTimeout as wait } from 'node:timers/promises'
import { audit } from '../account/audit.ts'
import type { Parts } from '../http/parts.ts'
import type { BirthAnswer } from '../registries/births.ts'
import type { KindergartenAnswer } from '../registries/kindergarten.ts'
import type { Answers } from './answers.ts'

/** One word for the whole set. `unavailable` overrides wrong answers: a register did not answer, so nothing is refused. */
export type Verdict = 'right' | 'wrong' | 'unavailable'

/** A person waits meanwhile. */
const patienceMilliseconds = 5000

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
    patiently<BirthAnswer>(parts, 'births', () =>
      registers.births.ask({ child, certificate, parents, claimant }),
    ),
    patiently<KindergartenAnswer>(parts, 'kindergarten', () =>
      registers.kindergarten.ask({ child, status, since }),
    ),
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
  const isSilent = births.is === 'unavailable' || kindergarten.is === 'unavailable'
  const isRight = Object.values(agreed).every((agrees) => agrees)
  const verdict = isSilent ? 'unavailable' : isRight ? 'right' : 'wrong'
  await audit(database.reader, {
    type: 'transfer.answers',
    actor: 'stranger',
    outcome: verdict,
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

/** A register that fails, or takes longer than a person waits, is unavailable. */
export async function patiently<Answer>(
  { log }: Pick<Parts, 'log'>,
  register: string,
  ask: () => Promise<Answer>,
  milliseconds = patienceMilliseconds,
): Promise<Answer | { is: 'unavailable' }> {
  const late = new AbortController()
  const silence = wait(milliseconds, { is: 'unavailable' } as const, { signal: late.signal })
  try {
    return await Promise.race([ask(), silence])
  } catch (err) {
    log.warn({ err, register }, 'a register failed')
    return { is: 'unavailable' }
  } finally {
    late.abort()
    silence.catch(() => {})
  }
}
