import { open } from 'node:fs/promises'

/** A rename survives a power cut once its folder is synced. */
export async function keepName(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
