import { change, current } from './state.ts'

/** The one address that this app runs a worker from. Trusted Types refuse any other. */
const workerAddress = '/ed24/sw.js'

type PolicyMaker = {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): {
    createScriptURL(text: string): unknown
  }
}

/** The worker's address, as this browser wants it: blessed by the app's own policy where there are Trusted Types. */
function trustedAddress(): string {
  const { trustedTypes } = window as Window & { trustedTypes?: PolicyMaker }
  const policy = trustedTypes?.createPolicy('ed24-worker', {
    createScriptURL(text) {
      if (text !== workerAddress) throw new TypeError('not the worker of ED24')
      return text
    },
  })
  return (policy ? policy.createScriptURL(workerAddress) : workerAddress) as string
}

/** Starts the service worker: the app opens without a network, and says when there is a newer version of it. */
export async function watchUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const worker = await navigator.serviceWorker.register(trustedAddress(), { scope: '/ed24/' })
  const offer = (next: ServiceWorker | null) => {
    // The very first one is no update: there is nothing older on the screen.
    if (next && navigator.serviceWorker.controller) change({ newVersion: next })
  }
  offer(worker.waiting)
  worker.addEventListener('updatefound', () => {
    const next = worker.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed') offer(next)
    })
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) worker.update().catch(() => undefined)
  })
}

/** Lets the newer version take over, then shows it. */
export function takeUpdate(): void {
  const next = current().newVersion
  if (!next) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  next.postMessage('take-over')
}
