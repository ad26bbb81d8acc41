import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { bindingsOfInstallation, holdAccount, removeBindings } from '../account/bindings.ts'
import { findInstallation, greetInstallation, removeInstallation } from '../account/installations.ts'
import { leaveClaims } from '../account/transfers/waiting.ts'
import { languages } from '../domain/language.ts'
import type { Gate } from '../http/gate.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import {
  announce,
  keepSubscription,
  markDelivered,
  markOpened,
  pushKey,
  readSubscription,
} from '../notify/index.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'
import { countAtAddress, crowded, isSlowed } from './guesses.ts'

const perAddress = 'installations.address'
const greeting = z.object({ language: z.enum(languages) })
const subscribing = z.object({ subscription: z.unknown() })
const seeing = z.object({
  notices: z.array(z.uuid()).max(100),
  state: z.enum(['delivered', 'opened']),
})

/** POST hello: the key becomes an installation, or comes back. Many new ones from one address are slowed down. */
export function hello(parts: Parts, gate: Gate) {
  const key = pushKey(parts.keyring)
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, greeting)
    if (!read.ok) return read.answer
    const { thumbprint, publicKey } = c.get('key')
    const { address, arrived, device } = c.get('visit')
    const { language } = read.body
    if (gate.isFull(address) && (await isSlowed(parts, perAddress, address))) {
      if (!(await findInstallation(parts.database.reader, thumbprint))) return crowded(c)
    }
    const made = await greetInstallation(parts.database.reader, parts.clock, {
      thumbprint,
      publicKey,
      device,
      language,
    })
    const delay = made.isNew ? await countAtAddress(parts, perAddress, address) : 0
    const { slotMilliseconds } = parts.limits.signIn.answerSlot
    if (delay > 0) await gate.hold(address, () => untilNextSlot(arrived, slotMilliseconds, delay * 1000))
    return c.json({
      installation: { id: made.id, createdAt: made.createdAt.toISOString() },
      pushKey: key,
    })
  }
}

/** POST push: keeps where pushes go, or forgets it. */
export function push(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, subscribing)
    if (!read.ok) return read.answer
    const { subscription } = read.body
    const kept = subscription === null ? null : readSubscription(subscription, parts.config)
    if (kept === undefined) return c.json({ problem: 'malformed' }, 400)
    await parts.database.inTransaction((tx) =>
      keepSubscription(tx, parts.keyring, c.get('installation').id, kept),
    )
    return c.json({ outcome: kept ? 'kept' : 'forgotten' })
  }
}

/** POST seen: notices have arrived on the phone, or were opened. */
export function seen(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, seeing)
    if (!read.ok) return read.answer
    const mark = read.body.state === 'opened' ? markOpened : markDelivered
    await parts.database.inTransaction((tx) =>
      mark(tx, parts.clock, c.get('installation').id, read.body.notices),
    )
    return c.json({ outcome: 'noted' })
  }
}

/** POST remove: this installation leaves every account, and its key opens nothing any more. */
export function remove(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const { id, device } = c.get('installation')
    await parts.database.inTransaction(async (tx) => {
      await leaveClaims(tx, parts.clock, id)
      const bindings = await bindingsOfInstallation(tx, id)
      // In one order everywhere, so that two removals do not wait for each other.
      for (const { accountId, id: bindingId } of bindings.toSorted(byAccount)) {
        await holdAccount(tx, accountId)
        await announce(tx, parts, { accountId, kind: 'app-removed', browser: null, params: { device } })
        await removeBindings(tx, parts.clock, { accountId, bindingIds: [bindingId] }, 'installation')
        await audit(tx, {
          type: 'binding',
          actor: 'citizen',
          accountId,
          outcome: 'removed',
          reference: c.get('visit').reference,
        })
      }
      await removeInstallation(tx, parts.clock, id)
    })
    return c.json({ outcome: 'removed' })
  }
}

function byAccount(one: { accountId: string }, other: { accountId: string }): number {
  return one.accountId < other.accountId ? -1 : 1
}
