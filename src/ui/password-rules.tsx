import { IconSprite, UseIcon } from './icons.tsx'
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
      data-met={words.met}
      data-unmet={words.unmet}
      data-left={words.left}
      data-all={words.all}
    >
      <IconSprite names={['cross', 'check']} />
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

function Rule({ name, label }: { name: string; label: string }) {
  return (
    <li data-rule={name}>
      <span class="no">
        <UseIcon name="cross" size={18} />
      </span>
      <span class="yes">
        <UseIcon name="check" size={18} />
      </span>
      <span data-label="">{label}</span>
      <span class="unseen" data-state="" />
    </li>
  )
}
