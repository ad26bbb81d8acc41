/** Unhides the button that shows a password, and hides the password again before the form goes. */
export function showPasswords(page: Document) {
  for (const box of page.querySelectorAll<HTMLElement>('[data-password]')) {
    const input = box.querySelector('input')
    const button = box.querySelector('button')
    const said = box.querySelector<HTMLElement>('[role=status]')
    if (!input || !button || !said) continue

    // The page comes with the password hidden: the words for that are there already.
    const [word, label] = [button.textContent, button.ariaLabel]
    const show = (visible: boolean) => {
      const { hide, hideLabel } = button.dataset
      input.type = visible ? 'text' : 'password'
      button.textContent = (visible ? hide : word) ?? ''
      button.ariaLabel = (visible ? hideLabel : label) ?? ''
    }
    // Only matters while the password is shown as text; the attribute is not allowed on a password field.
    input.autocapitalize = 'none'
    button.hidden = false
    button.addEventListener('click', () => {
      const visible = input.type === 'password'
      show(visible)
      said.textContent = (visible ? said.dataset.shown : said.dataset.hidden) ?? ''
    })
    // As text it would land in the browser's history of what was typed into fields.
    input.form?.addEventListener('submit', () => show(false))
  }
}
