/** Moves the focus to the list of what must be put right (GOV.UK Design System), and from its links into the fields. */
export function focusProblems(page: Document) {
  const summary = page.querySelector<HTMLElement>('[data-error-summary]')
  if (!summary) return
  summary.focus()
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const field = link && page.getElementById(link.hash.slice(1))
    if (!(field instanceof HTMLInputElement)) return
    event.preventDefault()
    // The label first: on a small screen a field alone, at the top edge, does not say what it is.
    ;(field.labels?.[0] ?? field).scrollIntoView()
    field.focus({ preventScroll: true })
  })
}
