import { useUiWords } from './speaking.ts'

const rules = ['twelve', 'lower', 'upper', 'digit', 'special'] as const

/** The rules of a new password. Without scripts a plain list; with them each turns from × to ✓, and from 15 characters on all fold into one. */
export function PasswordRules({ id }: { id: string }) {
  const words = useUiWords().rules
  return (
    <div
      class="rules"
      id={`${id}-rules`}
      data-rules={id}
      data-left={words.left}
      data-all={words.all}
      data-met={words.met}
      data-unmet={words.unmet}
    >
      <p class="rules-title">{words.title}</p>
      <ul data-short="">
        {rules.map((rule) => (
          <Rule name={rule} label={words[rule]} />
        ))}
      </ul>
      <p class="rules-or">{words.or}</p>
      <ul data-long="" hidden>
        <Rule name="fifteen" label={words.fifteen} />
      </ul>
      <p class="unseen" role="status" data-said="" />
    </div>
  )
}

/** The × and the ✓ are drawn by the style sheet: six of each would weigh more than the rest of the list. */
function Rule({ name, label }: { name: string; label: string }) {
  return <li data-rule={name}>{label}</li>
}
