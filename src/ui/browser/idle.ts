import { csrfField } from '../csrf-names.ts'

/** Seconds before the end at which the person is asked. */
const warnAt = 120
/** While the person types or taps, the session is extended at most this often, in seconds. */
const quietExtension = 300
/** The moments that are read out, in seconds left. */
const spokenAt = [120, 60, 30, 10]

/** Asks before an idle session ends. All tabs of the cabinet share one end: «Продолжить» in one counts in all. */
export class KabinetIdle extends HTMLElement {
  #end = 0
  #extended = Date.now()
  #spoken = Number.POSITIVE_INFINITY
  #tabs = new BroadcastChannel('kabinet-session')

  connectedCallback() {
    this.#restart()
    this.#tabs.addEventListener('message', () => this.#restart())
    this.#tabs.postMessage('seen')
    this.querySelector('[data-stay]')?.addEventListener('click', () => this.#extend())
    // Escape is an answer too: somebody is there.
    this.#dialog?.addEventListener('cancel', () => this.#extend())
    for (const sign of ['keydown', 'pointerdown'] as const) addEventListener(sign, this.#alive)
    setInterval(() => this.#look(), 1000)
  }

  get #dialog() {
    return this.querySelector('dialog')
  }

  #restart() {
    // The clock of the day, not of the page: a sleeping phone stops the page's own.
    this.#end = Date.now() + Number(this.dataset.seconds) * 1000
    this.#spoken = Number.POSITIVE_INFINITY
    this.#dialog?.close()
  }

  readonly #alive = () => {
    if (!this.#dialog?.open && Date.now() - this.#extended > quietExtension * 1000) this.#extend()
  }

  async #extend() {
    this.#extended = Date.now()
    const { extend = '', csrf = '' } = this.dataset
    const body = new URLSearchParams({ [csrfField]: csrf })
    const answer = await fetch(extend, { method: 'POST', body }).catch(() => null)
    // Offline the countdown goes on; a refusal means that the session is over.
    if (answer && !answer.ok) return this.#leave()
    if (!answer) return
    this.#restart()
    this.#tabs.postMessage('seen')
  }

  #look() {
    const left = Math.round((this.#end - Date.now()) / 1000)
    if (left <= 0) return this.#leave()
    if (left > warnAt || !this.#dialog) return
    if (!this.#dialog.open) this.#dialog.showModal()
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
    this.querySelector('[data-left]')?.replaceChildren(words)
    const due = spokenAt.findLast((moment) => left <= moment) ?? warnAt
    if (due === this.#spoken) return
    this.#spoken = due
    this.querySelector('[data-said]')?.replaceChildren(words)
  }

  #leave() {
    location.replace(this.dataset.ended ?? '/')
  }
}
