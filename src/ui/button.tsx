import { Icon, type IconName } from './icons.tsx'
import type { PropsWithChildren } from './markup.ts'
import { useUiWords } from './speaking.ts'

/** `primary`: the page's one main button; `secondary`: beside it; `quiet`: looks like a link; `danger`: ends or removes. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

type Look = { kind?: ButtonKind | undefined; icon?: IconName | undefined; id?: string | undefined }

export type ButtonProps = PropsWithChildren<
  Look & {
    type?: 'submit' | 'button' | undefined
    name?: string | undefined
    value?: string | undefined
    /** Id of the form it submits, when it stands outside of it. */
    form?: string | undefined
    /** Another address for the same form. */
    formAction?: string | undefined
    /** Words to add for those who do not see where the button stands («Завершить: Chrome, Алматы»). */
    about?: string | undefined
  }
>

export function Button({
  kind = 'primary',
  icon,
  about,
  type = 'submit',
  formAction,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button class={`button ${kind}`} type={type} formaction={formAction} {...rest}>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
      {about && <span class="unseen">: {about}</span>}
    </button>
  )
}

export type ButtonLinkProps = PropsWithChildren<
  Look & {
    href: string
    /** Opens in a tab of its own, and says so: a half-filled form stays. */
    newTab?: boolean | undefined
  }
>

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ kind = 'secondary', icon, href, id, newTab, children }: ButtonLinkProps) {
  const words = useUiWords()
  const tab = newTab ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <a id={id} class={`button ${kind}`} href={href} {...tab}>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
      {newTab && <span class="unseen"> ({words.newTab})</span>}
    </a>
  )
}

/** The row of a page's buttons: the main one first; stacked where the screen is narrow. */
export function Actions({ children }: PropsWithChildren) {
  return <div class="actions">{children}</div>
}
