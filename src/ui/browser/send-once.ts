/** After this long without an answer a form may be sent again, milliseconds. */
const patience = 15_000

/** A second tap while the answer is on its way does nothing. The buttons stay enabled: a disabled one is not sent. */
export function sendOnce(page: Document) {
  page.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
    if ('sent' in form.dataset) return event.preventDefault()
    form.dataset.sent = ''
    setTimeout(() => delete form.dataset.sent, patience)
  })
  // Back to a page kept in memory: everything may be sent anew.
  addEventListener('pageshow', () => {
    for (const form of page.forms) delete form.dataset.sent
  })
}
