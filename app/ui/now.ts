import { useEffect, useState } from 'preact/hooks'
import { serverNow } from '../companion/ask.ts'

/** The present moment by the server's clock, told anew every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
