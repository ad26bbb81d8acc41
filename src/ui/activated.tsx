/**
 * Waits on a page that shows a one-time password until it is used, then goes to `done`, which says so. `src` is a stream
 * with the event `activated` (or `ended`: the session is over). Without scripts a link on the page does the same.
 */
export function Activated({ src, done }: { src: string; done: string }) {
  return <kabinet-activated src={src} data-done={done} />
}
