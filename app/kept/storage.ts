/**
 * What this installation keeps on the phone: one small IndexedDB store of named values, shared by the app and its
 * service worker. A key pair can be kept nowhere else without becoming readable.
 */
const databaseName = 'ed24'
const storeName = 'kept'

let opening: Promise<IDBDatabase> | undefined

/** The value kept under `name`, or undefined. */
export async function recall<T>(name: string): Promise<T | undefined> {
  const store = await open('readonly')
  return finished<T | undefined>(store.get(name))
}

/** Keeps `value` under `name`. */
export async function keep(name: string, value: unknown): Promise<void> {
  const store = await open('readwrite')
  await finished(store.put(value, name))
}

/** Keeps `value` unless something is kept under `name` already; returns what is kept then. */
export async function keepFirst<T>(name: string, value: T): Promise<T> {
  const store = await open('readwrite')
  const found = await finished<T | undefined>(store.get(name))
  if (found !== undefined) return found
  await finished(store.put(value, name))
  return value
}

/** Forgets everything that this installation kept, its key included. */
export async function forgetEverything(): Promise<void> {
  const store = await open('readwrite')
  await finished(store.clear())
}

async function open(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => {
      request.result.onclose = () => {
        opening = undefined
      }
      resolve(request.result)
    }
    request.onerror = () => {
      opening = undefined
      reject(request.error)
    }
  })
  return (await opening).transaction(storeName, mode).objectStore(storeName)
}

function finished<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T)
    request.onerror = () => reject(request.error)
  })
}
