/** A cabinet page brought back from the browser's memory is asked for again: the person may have signed out since. */
export function neverStale() {
  addEventListener('pageshow', (event) => {
    if (event.persisted && 'signedIn' in document.body.dataset) location.reload()
  })
}
