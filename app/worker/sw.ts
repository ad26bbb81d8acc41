import { isLanguage } from '../../src/domain/language.ts'
import { ask } from '../companion/ask.ts'
import { keepFeed } from '../kept/feed.ts'
import { recall } from '../kept/storage.ts'
import { alertWords } from '../words/alert.ts'

type File = { readonly url: string; readonly revision: string | null }
declare const self: ServiceWorkerGlobalScope
/** Every file of this build, written in by app/service-worker.ts. */
declare const filesOfThisBuild: readonly File[]

const scope = '/ed24/'
const files = filesOfThisBuild
/** Two builds never share a cache, so a page is never put together from both. */
const cacheName = `ed24-${fingerprint(files.map(({ url, revision }) => url + revision).join())}`

self.addEventListener('install', (event) => event.waitUntil(fillCache()))
self.addEventListener('activate', (event) => event.waitUntil(takePlace()))
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

async function fillCache(): Promise<void> {
  const cache = await caches.open(cacheName)
  await Promise.all(
    files.map(async ({ url, revision }) => {
      // A hash in the name: what any cache has under it is right. Else the server must be asked.
      const answer = await fetch(scope + url, { cache: revision === null ? 'default' : 'no-cache' })
      if (!answer.ok) throw new Error(`not served: ${url}`)
      await cache.put(url === 'index.html' ? scope : scope + url, answer)
    }),
  )
}

async function takePlace(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('ed24-') && name !== cacheName) await caches.delete(name)
  }
  await self.clients.claim()
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(scope))
    return
  const wanted = request.mode === 'navigate' ? scope : url.pathname
  event.respondWith(answer(wanted, request))
})

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  return (await cache.match(path)) ?? fetch(request)
}

// A push carries nothing: it only says "look". What the phone shows is the same words each time.
self.addEventListener('push', (event) => event.waitUntil(Promise.all([alertPerson(), receiveFeed()])))

async function alertPerson(): Promise<void> {
  const kept = await recall<unknown>('language').catch(() => undefined)
  const language = isLanguage(kept) ? kept : 'kk'
  await self.registration.showNotification(alertWords(language).title, {
    tag: 'ed24',
    lang: language,
    icon: `${scope}icon-192.png`,
    badge: `${scope}badge-96.png`,
    ...{ renotify: true },
  })
}

async function receiveFeed(): Promise<void> {
  const reply = await ask('feed', undefined)
  if (reply.kind !== 'done') return
  await keepFeed(reply.value)
  const news = reply.value.notices.filter(({ state }) => state === 'queued' || state === 'sent')
  if (news.length > 0) await ask('seen', { notices: news.map(({ id }) => id), state: 'delivered' })
  for (const page of await self.clients.matchAll({ type: 'window' })) page.postMessage('changed')
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openApp())
})

async function openApp(): Promise<void> {
  const [page] = await self.clients.matchAll({ type: 'window' })
  if (page) await page.focus()
  else await self.clients.openWindow(scope)
}

type SubscriptionChange = ExtendableEvent & { readonly newSubscription?: PushSubscription | null }

// The browser may give the phone another push address at any time.
self.addEventListener('pushsubscriptionchange', (event) => {
  const change = event as SubscriptionChange
  change.waitUntil(renewSubscription(change.newSubscription ?? undefined))
})

async function renewSubscription(given: PushSubscription | undefined): Promise<void> {
  const key = await recall<string>('push-key')
  if (!key) return
  const renewed =
    given ??
    (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  await ask('push', { subscription: renewed.toJSON() })
}

/** FNV-1a of a text, 32 bits: enough to tell two builds apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
