/** Gives a place back. */
export type Leave = () => void

/**
 * Lets `places` in at once and keeps at most `waiting` at the door, so that one slow register cannot fill the node.
 * Whoever does not come in, because the line is full or `signal` ends first, gets undefined.
 */
export function makeBulkhead({ places, waiting }: { readonly places: number; readonly waiting: number }) {
  const line = new Set<() => void>()
  let taken = 0

  function takePlace(): Leave {
    taken += 1
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      taken -= 1
      const [next] = line
      next?.()
    }
  }

  return {
    async enter(signal: AbortSignal): Promise<Leave | undefined> {
      if (taken < places) return takePlace()
      if (line.size >= waiting || signal.aborted) return undefined
      return new Promise((resolve) => {
        const end = (place: Leave | undefined) => {
          line.delete(come)
          signal.removeEventListener('abort', giveUp)
          resolve(place)
        }
        const come = () => end(takePlace())
        const giveUp = () => end(undefined)
        line.add(come)
        signal.addEventListener('abort', giveUp)
      })
    },
  }
}
