import { ask } from './companion/ask.ts'
import { keep, recall } from './kept/storage.ts'

/** Whether this phone tells of requests while the app is closed. */
export type PushState = 'unsupported' | 'can-ask' | 'on' | 'denied'

/** The present state; asks nobody anything. */
export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    return 'unsupported'
  }
  if (Notification.permission === 'denied') return 'denied'
  if (!(await recall<string>('push-key'))) return 'unsupported'
  const worker = await navigator.serviceWorker.getRegistration('/ed24/')
  return (await worker?.pushManager.getSubscription()) && Notification.permission === 'granted'
    ? 'on'
    : 'can-ask'
}

/** Turns notices on. To be called in answer to a tap: browsers ask the person only then. */
export async function turnPushOn(): Promise<PushState | 'failed'> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'can-ask'
  const key = await recall<string>('push-key')
  if (!key) return 'unsupported'
  try {
    const worker = await navigator.serviceWorker.ready
    const subscription = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    })
    const reply = await ask('push', { subscription: subscription.toJSON() })
    if (reply.kind === 'done') return 'on'
    // Kept, it would look like notices that are on, and none would ever come.
    await subscription.unsubscribe()
    return 'failed'
  } catch {
    return 'failed'
  }
}

/** Turns them off, on this phone and on the server. */
export async function turnPushOff(): Promise<void> {
  await unsubscribe()
  await ask('push', { subscription: null })
}

/** Turns them off on this phone, for a server that does not know it any more. */
export async function unsubscribe(): Promise<void> {
  const worker = await navigator.serviceWorker.getRegistration('/ed24/')
  await (await worker?.pushManager.getSubscription())?.unsubscribe()
}

/** Keeps the server's public key for pushes, which `hello` tells. */
export async function rememberPushKey(key: string | null): Promise<void> {
  await keep('push-key', key)
}
