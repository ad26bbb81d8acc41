import { csrfField } from './csrf-names.ts'
import type { PropsWithChildren } from './markup.ts'

export type FormProps = PropsWithChildren<{
  /** Needed when the layout's language buttons submit this form (`languageForm.formId`). */
  id?: string | undefined
  action: string
  csrf: string
  /** Turns the browser's own bubbles back on; by default the server explains problems in the page's language. */
  validate?: boolean | undefined
}>

/** Every form of the portal: a POST with its CSRF token, sent once. */
export function Form({ id, action, csrf, validate = false, children }: FormProps) {
  return (
    <form id={id} class="form" method="post" action={action} novalidate={!validate}>
      <input type="hidden" name={csrfField} value={csrf} />
      {children}
    </form>
  )
}
