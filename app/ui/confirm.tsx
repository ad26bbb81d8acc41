import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

type ConfirmOf = {
  /** Names the heading, so it must be one of its kind on the screen. */
  id: string
  title: string
  lead: string
  yes: string
  no: string
  onYes: () => void
  /** The button that asks: it is given how to open the dialog. */
  children: (ask: () => void) => ComponentChildren
}

/** What is asked twice, as it cannot be taken back with a tap: the question stands over the screen. */
export function Confirm({ id, title, lead, yes, no, onYes, children }: ConfirmOf) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      {children(() => dialog.current?.showModal())}
      <dialog ref={dialog} aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <p>{lead}</p>
        <div class="dialog-actions">
          <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
            {no}
          </button>
          <button
            type="button"
            class="button danger"
            onClick={() => {
              dialog.current?.close()
              onYes()
            }}
          >
            {yes}
          </button>
        </div>
      </dialog>
    </>
  )
}
