import { Icon, type IconName } from './icon.tsx'

type Button = { label: string; icon: IconName; onPress: () => void }

/** Two answers of one question, side by side: the same size and the same weight. */
export function Choice({ yes, no, isBusy }: { yes: Button; no: Button; isBusy: boolean }) {
  return (
    <div class="choice" aria-busy={isBusy}>
      <ChoiceButton kind="yes" button={yes} isBusy={isBusy} />
      <ChoiceButton kind="no" button={no} isBusy={isBusy} />
    </div>
  )
}

function ChoiceButton({ kind, button, isBusy }: { kind: 'yes' | 'no'; button: Button; isBusy: boolean }) {
  // Not `disabled`: what is disabled loses the focus, and with it the place of who uses a screen reader.
  return (
    <button
      type="button"
      class={`button ${kind}`}
      aria-disabled={isBusy}
      onClick={() => {
        if (!isBusy) button.onPress()
      }}
    >
      <Icon name={button.icon} size={22} />
      {button.label}
    </button>
  )
}
