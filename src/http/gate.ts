import { makeTally } from './tally.ts'

/**
 * How many delayed answers one address may have under way on this node. A delay alone slows nobody who asks in
 * parallel; past the bound an address that is being slowed is told that the service is busy, before any work.
 */
export type Gate = {
  isFull(address: string): boolean
  hold<T>(address: string, work: () => Promise<T>): Promise<T>
}

export function makeGate(most = 16): Gate {
  const held = makeTally()
  return {
    isFull: (address) => held.of(address) >= most,
    async hold(address, work) {
      const letGo = held.hold(address)
      try {
        return await work()
      } finally {
        letGo()
      }
    },
  }
}
