/**
 * How many delayed answers one address may have under way on this node. A delay alone slows nobody who asks in
 * parallel; past the bound an address that is being slowed is told that the service is busy, before any work.
 */
export type Gate = {
  isFull(address: string): boolean
  hold<T>(address: string, work: () => Promise<T>): Promise<T>
}

export function makeGate(most = 16): Gate {
  const held = new Map<string, number>()
  return {
    isFull: (address) => (held.get(address) ?? 0) >= most,
    async hold(address, work) {
      held.set(address, (held.get(address) ?? 0) + 1)
      try {
        return await work()
      } finally {
        const left = (held.get(address) ?? 1) - 1
        if (left > 0) held.set(address, left)
        else held.delete(address)
      }
    },
  }
}
