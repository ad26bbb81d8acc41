import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { greetInstallation } from '../account/installations.ts'
import type { Tx } from '../database/tables.ts'

/** Whose phone an invented app is on. */
export type SceneOwner = 'owner' | 'stranger'

/** Where the key of an invented app is kept: whoever has the file can speak as that app, with DPoP. */
export function keyFile(dataFolder: string, owner: SceneOwner): string {
  return join(dataFolder, `demo-app-${owner}.jwk`)
}

/** The private key of an invented app: made once, then read. */
export async function sceneKey(dataFolder: string, owner: SceneOwner): Promise<JWK> {
  const file = keyFile(dataFolder, owner)
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known !== undefined) return JSON.parse(known) as JWK
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  await writeFile(file, `${JSON.stringify(jwk)}\n`, { mode: 0o600 })
  return jwk
}

/** Whom an app is bound to: an account, or a claim that is not through. */
export type BoundTo = {
  readonly accountId?: string
  readonly transferId?: string
  readonly phoneIndex: Buffer
}

/** Binds an invented app as if it had been activated `madeAt` and last spoke to us `seenAt`. */
export async function bindApp(
  tx: Tx,
  to: BoundTo,
  app: { key: JWK; device: string; madeThrough: 'public' | 'cabinet'; madeAt: Date; seenAt: Date },
): Promise<string> {
  const { kty = '', crv = '', x = '', y = '' } = app.key
  const thumbprint = Buffer.from(await calculateJwkThumbprint({ kty, crv, x, y }, 'sha256'), 'base64url')
  const { id } = await greetInstallation(
    tx,
    { now: () => app.madeAt },
    { thumbprint, publicKey: { kty, crv, x, y }, device: app.device, language: 'ru' },
  )
  await tx
    .updateTable('installations')
    .set({ created_at: app.madeAt, seen_at: app.seenAt })
    .where('id', '=', id)
    .execute()
  const binding = await tx
    .insertInto('bindings')
    .values({
      account_id: to.accountId ?? null,
      transfer_id: to.transferId ?? null,
      installation_id: id,
      phone_index: to.phoneIndex,
      made_through: app.madeThrough,
      made_at: app.madeAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return binding.id
}
