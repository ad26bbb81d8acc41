import { languages } from '../domain/language.ts'
import { csrfField } from './csrf-names.ts'
import { languageNames } from './messages.ts'
import { kept, useLanguage, useUiWords } from './speaking.ts'

export type LanguageForm = {
  /** Id of the page's own form: the buttons submit it, so that nothing typed is lost. */
  formId?: string | undefined
  /** On pages without a form: where the choice is posted, and the page to come back to. */
  action: string
  csrf: string
  returnTo: string
}

const ownForm = 'language-form'

/** Three buttons that submit `language`; they work without scripts. */
export function LanguageSwitch({ formId, action, csrf, returnTo }: LanguageForm) {
  const buttons = <Buttons form={formId ?? ownForm} />
  // Enter in a field presses the first submit button of its form in the order of the page: it must not be a language.
  if (formId) {
    return (
      <>
        <span class="unseen" aria-hidden="true">
          <button type="submit" form={formId} tabindex={-1} />
        </span>
        {buttons}
      </>
    )
  }
  return (
    <form id={ownForm} method="post" action={action}>
      <input type="hidden" name={csrfField} value={csrf} />
      <input type="hidden" name="returnTo" value={returnTo} />
      {buttons}
    </form>
  )
}

const Buttons = kept(
  ({ form }: { form: string }) => (
    <fieldset class="languages">
      <legend class="unseen">{useUiWords().language}</legend>
      {languages.map((language) => (
        <button
          type="submit"
          name="language"
          value={language}
          lang={language}
          form={form}
          formnovalidate
          aria-current={language === useLanguage() ? 'true' : undefined}
        >
          <span>
            {languageNames[language][0]}
            <span class="rest">{languageNames[language][1]}</span>
          </span>
        </button>
      ))}
    </fieldset>
  ),
  ({ form }) => form,
)
