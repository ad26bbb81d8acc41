/** Links that name a dialog open it; without scripts they lead to the page that asks the same. */
export function openDialogs(page: Document) {
  page.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null
    const opener = target?.closest<HTMLElement>('[data-opens]')
    const dialog = opener && page.getElementById(opener.dataset.opens ?? '')
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault()
      dialog.showModal()
    }
  })
}

/** A dialog that its page is for stands in the page without scripts; here it becomes modal, and Escape leads back. */
export function askAtOnce(page: Document) {
  const dialog = page.querySelector<HTMLDialogElement>('dialog[data-back]')
  if (!dialog) return
  dialog.open = false
  dialog.showModal()
  // Not the first button: what is asked stands before it.
  dialog.querySelector<HTMLElement>('h2')?.focus()
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    location.assign(dialog.dataset.back ?? '')
  })
}
