import { send } from './ask.ts'

const firstWait = 1000
const longestWait = 60_000
/** The server says something every 20 s: after twice that in silence the line is dead, whatever the phone believes. */
const silenceMilliseconds = 45_000

/**
 * Calls `onChange` whenever the server says that something changed, and once after every new connection, since
 * changes may have been missed. Rests while the app is hidden. Returns how to stop.
 */
export function followChanges(onChange: () => void): () => void {
  let line: AbortController | undefined
  let wait = firstWait
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const connect = async () => {
    clearTimeout(timer)
    if (isStopped || line || document.hidden) return
    const own = new AbortController()
    line = own
    try {
      const response = await send('live', { headers: { Accept: 'text/event-stream' } }, own.signal)
      if (!response.ok || !response.body) throw new Error('no stream')
      wait = firstWait
      onChange()
      await readEvents(response.body, own, onChange)
    } catch {
      // Told by the wait that follows.
    }
    if (line === own) line = undefined
    if (isStopped || document.hidden) return
    timer = setTimeout(connect, wait * (0.75 + Math.random() / 2))
    wait = Math.min(wait * 2, longestWait)
  }
  const rest = () => {
    line?.abort()
    line = undefined
    clearTimeout(timer)
  }
  const watch = () => {
    if (document.hidden) return rest()
    wait = firstWait
    void connect()
  }
  const again = () => {
    rest()
    watch()
  }
  document.addEventListener('visibilitychange', watch)
  addEventListener('online', again)
  void connect()
  return () => {
    isStopped = true
    document.removeEventListener('visibilitychange', watch)
    removeEventListener('online', again)
    rest()
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  line: AbortController,
  onChange: () => void,
): Promise<void> {
  const reader = body.getReader()
  const text = new TextDecoder()
  let rest = ''
  for (;;) {
    const silence = setTimeout(() => line.abort(), silenceMilliseconds)
    const { done, value } = await reader.read().finally(() => clearTimeout(silence))
    if (done) return
    const lines = (rest + text.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (lines.some((said) => said.trimEnd() === 'event: changed')) onChange()
  }
}
