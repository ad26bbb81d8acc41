/** Buttons that print the page. */
export function printPages(page: Document) {
  for (const button of page.querySelectorAll('[data-prints]')) {
    button.addEventListener('click', () => print())
  }
}
