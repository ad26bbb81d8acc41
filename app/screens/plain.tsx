import { useEffect, useState } from 'preact/hooks'
import { type AppAgreement, agreementVersion, readAgreement } from '../agreement/text.ts'
import { startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { activationWords } from '../words/activation.ts'
import { appWords } from '../words/app.ts'
import { phoneWords } from '../words/phone.ts'

function Sign({ name, kind }: { name: IconName; kind: 'good' | 'calm' }) {
  return (
    <div class={`seal ${kind}`}>
      <Icon name={name} size={44} />
    </div>
  )
}

/** «Отклонить» was pressed: nothing has happened. */
export function DeclinedScreen() {
  const { language, feed } = useApp()
  const words = activationWords(language)
  const next = feed ? ('feed' as const) : ('number' as const)
  return (
    <Page
      title={words.declinedTitle}
      actions={
        <button type="button" class="button primary" onClick={() => startAt({ at: next })}>
          {feed ? words.toFeed : words.again}
        </button>
      }
    >
      <Sign name="shield" kind="good" />
      <p class="lead">{words.declined}</p>
    </Page>
  )
}

/** This installation is gone. */
export function RemovedScreen() {
  const { language } = useApp()
  const words = phoneWords(language)
  return (
    <Page
      title={words.removedTitle}
      actions={
        <button type="button" class="button secondary" onClick={() => startAt({ at: 'number' })}>
          {activationWords(language).again}
        </button>
      }
    >
      <Sign name="check" kind="good" />
      <p class="lead">{words.removed}</p>
    </Page>
  )
}

/** A browser that cannot keep the key. */
export function UnsupportedScreen() {
  const words = appWords(useApp().language)
  return (
    <Page title={words.unsupportedTitle}>
      <Sign name="lock" kind="calm" />
      <p class="lead">{words.unsupported}</p>
    </Page>
  )
}

/** The agreement about the app. */
export function AgreementScreen() {
  const { language } = useApp()
  const words = appWords(language)
  const [text, setText] = useState<AppAgreement | 'missing'>()
  useEffect(() => {
    readAgreement(language).then(setText, () => setText('missing'))
  }, [language])
  return (
    <Page title={phoneWords(language).agreement}>
      <div aria-busy={text === undefined} class="words">
        {text === 'missing' && <p>{words.problems.offline}</p>}
        {typeof text === 'object' && (
          <>
            <p class="hint">{agreementVersion}</p>
            {text.parts.map(({ heading, body }) => (
              <section key={heading}>
                <h2>{heading}</h2>
                {body.map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </section>
            ))}
          </>
        )}
      </div>
    </Page>
  )
}
