/** How many of each key are held now; a key of which none is left takes no room. */
export function makeTally() {
  const held = new Map<string, number>()
  return {
    of: (key: string): number => held.get(key) ?? 0,
    /** Holds one more; returns what lets it go, to be called once. */
    hold(key: string): () => void {
      held.set(key, (held.get(key) ?? 0) + 1)
      return () => {
        const left = (held.get(key) ?? 1) - 1
        if (left > 0) held.set(key, left)
        else held.delete(key)
      }
    },
  }
}
