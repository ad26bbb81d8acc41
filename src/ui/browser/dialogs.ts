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
    if (target?.closest('[data-closes]')) target.closest('dialog')?.close()
  })
}
