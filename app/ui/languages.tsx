import { languages } from '../../src/domain/language.ts'
import { speak } from '../language.ts'
import { useApp } from '../state.ts'
import { appWords, languageNames } from '../words/app.ts'

/** The three languages, each named in itself. `full` writes the names out. */
export function Languages({ full = false }: { full?: boolean }) {
  const { language: current } = useApp()
  return (
    <fieldset class={full ? 'languages full' : 'languages'}>
      <legend class="unseen">{appWords(current).language}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => void speak(language)}
        >
          <span>
            {languageNames[language].slice(0, 3)}
            <span class={full ? '' : 'unseen'}>{languageNames[language].slice(3)}</span>
          </span>
        </button>
      ))}
    </fieldset>
  )
}
