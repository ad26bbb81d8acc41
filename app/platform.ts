/** iPhones and iPads, which keep a home-screen app's storage apart from Safari's. */
export function isApple(): boolean {
  const isPad = navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || isPad
}

/** Whether it was opened from the home screen. */
export function isInstalled(): boolean {
  return (
    matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && !!navigator.standalone)
  )
}

/** Whether this browser can keep a key that nobody can read. */
export async function canKeepKeys(): Promise<boolean> {
  if (!window.isSecureContext || !crypto.subtle || !('indexedDB' in window)) return false
  return new Promise((resolve) => {
    const request = indexedDB.open('ed24-can-keep')
    request.onerror = () => resolve(false)
    request.onsuccess = () => {
      request.result.close()
      indexedDB.deleteDatabase('ed24-can-keep')
      resolve(true)
    }
  })
}
