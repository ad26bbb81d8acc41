import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { OpenActivation } from '../../src/account/activations.ts'
import { mintCode, tryCode } from '../../src/account/codes.ts'
import { takeAddresses } from '../../src/account/notice-addresses.ts'
import { settleApps } from '../../src/account/transfers/after.ts'
import { beginClaim, readClaim } from '../../src/account/transfers/claim.ts'
import { type Moved, moveAccount } from '../../src/account/transfers/move.ts'
import { activationOfClaim, askForNumber } from '../../src/account/transfers/number.ts'
import type { CodeBmg, Tx } from '../../src/database/tables.ts'
import type { Iin } from '../../src/domain/iin.ts'
import type { Phone } from '../../src/domain/phone.ts'
import { announce } from '../../src/notify/index.ts'
import type { Installation } from './installation.ts'
import type { TestPortal } from './portal.ts'

/** A claim whose number has been asked for: written straight into the records, without the portal's pages. */
export type OpenClaim = {
  readonly transferId: string
  readonly requestId: string
  readonly phone: Phone
  readonly activation: OpenActivation
}

const origin = () => ({
  browser: 'Chrome, Android',
  browserHash: randomBytes(32),
  address: '198.51.100.30',
})

export async function newClaim(
  portal: TestPortal,
  who: {
    claimant: Iin
    child: Iin
    phone: Phone
    answered?: boolean
    bmg?: CodeBmg
    isNumberForeign?: boolean
  },
): Promise<OpenClaim> {
  const { database, parts } = portal
  const { claimant, child, phone, answered = true, bmg = 'match', isNumberForeign = false } = who
  portal.log.forbid(claimant, child, phone)
  return database.inTransaction(async (tx) => {
    const from = origin()
    const transferId = await beginClaim(tx, parts, { claimant, child, answered, ...from })
    const claim = await readClaim(tx, parts, transferId)
    if (!claim) throw new Error('the claim is over at once')
    const { id: requestId } = await askForNumber(tx, parts, claim, { phone, bmg, isNumberForeign, ...from })
    const asked = await readClaim(tx, parts, transferId)
    if (!asked) throw new Error('the claim is over at once')
    const activation = await activationOfClaim(tx, parts, asked, { requestId, browser: from.browser })
    return { transferId, requestId, phone, activation }
  })
}

/** Binds a phone's app to a claim with its one-time password, and returns the binding. */
export async function bindsToClaim(app: Installation, claim: OpenClaim): Promise<string> {
  const { status, body } = await app.activates(claim.phone, claim.activation)
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body.binding)
}

/** Shows the claim's code through a binding, types it and presses «Переоформить», below the pages. */
export async function moves(
  portal: TestPortal,
  claim: OpenClaim,
  bindingId: string,
  {
    password = 'Aspan-tau#9-jusan',
    andThen,
  }: { password?: string; andThen?: (tx: Tx, moved: Moved | undefined) => Promise<void> } = {},
): Promise<Moved | undefined> {
  const { database, parts } = portal
  const { reader } = database
  const row = await reader
    .selectFrom('recoveries')
    .where('id', '=', claim.requestId)
    .select(['iin_index', 'expires_at'])
    .executeTakeFirstOrThrow()
  const request = { id: claim.requestId, iinIndex: row.iin_index, endsAt: row.expires_at }
  // Minted here, since the app’s call would ask BMG, which does not know these numbers.
  const { code } = await database.inTransaction((tx) =>
    mintCode(tx, parts, { ...request, bindingId, bmg: 'match' }),
  )
  const tried = await tryCode(reader, parts, claim.requestId, code)
  if (tried.is !== 'match') throw new Error(`the code: ${tried.is}`)
  const phc = await parts.hasher.hash(password)
  return database.inTransaction(async (tx) => {
    const moved = await moveAccount(tx, parts, {
      transferId: claim.transferId,
      requestId: claim.requestId,
      codeMac: tried.codeMac,
      phc,
      browserHash: randomBytes(32),
      language: 'ru',
      reference: 'TEST-TEST',
    })
    await andThen?.(tx, moved)
    return moved
  })
}

/** The same as the portal does it: both sides are told in the move's transaction, then the apps are settled. */
export function transfers(
  portal: TestPortal,
  claim: OpenClaim,
  bindingId: string,
  { password, isNumberForeign = false }: { password?: string; isNumberForeign?: boolean } = {},
): Promise<Moved | undefined> {
  const { parts } = portal
  return moves(portal, claim, bindingId, {
    ...(password ? { password } : {}),
    async andThen(tx, moved) {
      if (moved?.is !== 'done') return
      const { accountId, formerAccountId, oldPhone } = moved
      const told = { browser: 'Chrome, Android', params: { transfer: claim.transferId } }
      if (formerAccountId)
        await announce(tx, parts, { accountId: formerAccountId, kind: 'transferred-away', ...told })
      const alsoTo = oldPhone ? [oldPhone] : []
      await announce(tx, parts, { accountId, kind: 'transferred-here', ...told, alsoTo })
      await settleApps(tx, parts, { accountId, isNumberForeign })
      if (moved.hasNewNumber) await takeAddresses(tx, { accountId, transferId: claim.transferId })
    },
  })
}
