import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import { mintCode, tryCode } from '../account/codes.ts'
import { takeAddresses } from '../account/notice-addresses.ts'
import { settleApps, transfersOf } from '../account/transfers/after.ts'
import { beginClaim, type ClaimParts, readClaim } from '../account/transfers/claim.ts'
import { moveAccount } from '../account/transfers/move.ts'
import { askForNumber } from '../account/transfers/number.ts'
import { objectToTransfer } from '../cases/index.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import { announce, type NotifyParts } from '../notify/index.ts'
import { bindApp } from './demo-scene-app.ts'

/** The child of the scenes, and the number that its other parent has in BMG. */
export const sceneChild = '200521600112' as Iin
const otherNumber = '+77017001122' as Phone

type Given = { database: Database; parts: ClaimParts & NotifyParts & { config: Config }; at: Date }

/** A transfer of the scenes' child, through the same functions as the portal's own pages. */
export async function transferChild(
  { database, parts, at }: Given,
  { claimant, key, phc, device }: { claimant: Iin; key: JWK; phc: string; device: string },
): Promise<void> {
  const origin = { browser: 'Edge, Windows', browserHash: randomBytes(32), address: '203.0.113.77' }
  const asked = { phone: otherNumber, bmg: 'match', isNumberForeign: false, ...origin } as const
  const { transferId, request, bindingId } = await database.inTransaction(async (tx) => {
    const id = await beginClaim(tx, parts, { claimant, child: sceneChild, answered: true, ...origin })
    const claim = await readClaim(tx, parts, id)
    if (!claim) throw new Error('demo: the claim is over at once')
    const { id: requestId } = await askForNumber(tx, parts, claim, asked)
    const bound = await bindApp(
      tx,
      { transferId: id, phoneIndex: parts.keyring.index('phone', otherNumber) },
      { key, device, madeThrough: 'public', madeAt: at, seenAt: at },
    )
    return { transferId: id, request: requestId, bindingId: bound }
  })
  const { code } = await database.inTransaction((tx) =>
    mintCode(tx, parts, {
      id: request,
      iinIndex: parts.keyring.index('iin', claimant),
      endsAt: new Date(at.getTime() + 600_000),
      bindingId,
      bmg: 'match',
    }),
  )
  const tried = await tryCode(database.reader, parts, request, code)
  if (tried.is !== 'match') throw new Error('demo: the code did not match')
  await database.inTransaction(async (tx) => {
    const move = { transferId, requestId: request, codeMac: tried.codeMac, phc, language: 'ru' } as const
    const moved = await moveAccount(tx, parts, { ...move, ...origin, reference: 'demo scene' })
    if (moved?.is !== 'done') throw new Error('demo: the child did not move')
    const { accountId, formerAccountId, oldPhone } = moved
    const params = { transfer: transferId }
    const told = { browser: origin.browser, params }
    if (formerAccountId)
      await announce(tx, parts, { accountId: formerAccountId, kind: 'transferred-away', ...told })
    const alsoTo = oldPhone ? [oldPhone] : []
    await announce(tx, parts, { accountId, kind: 'transferred-here', ...told, alsoTo })
    await settleApps(tx, parts, { accountId, isNumberForeign: false })
    if (moved.hasNewNumber) await takeAddresses(tx, { accountId, transferId })
  })
}

/** The former holder's objection to it. */
export async function objectToScene({ database, parts }: Given, formerAccountId: string): Promise<void> {
  await database.inTransaction(async (tx) => {
    const [transfer] = await transfersOf(tx, parts, { formerAccountId })
    if (!transfer) throw new Error('demo: nothing was transferred')
    const browser = 'Chrome, Android'
    await objectToTransfer(tx, parts, { transferId: transfer.id, openedBy: 'session', browser })
  })
}
