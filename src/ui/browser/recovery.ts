import { Following } from './following.ts'

/**
 * Around the one-time password of a public page: says that the app has used it, counts its minutes down and takes it
 * away once they are over.
 */
export class KabinetRecovery extends Following {
  #clock = 0
  #ends = 0

  override connectedCallback() {
    this.#ends = performance.now() + Number(this.dataset.seconds) * 1000
    this.#clock = setInterval(this.#count, 5000)
    super.connectedCallback()
  }

  override disconnectedCallback() {
    clearInterval(this.#clock)
    super.disconnectedCallback()
  }

  protected override hear(stream: EventSource) {
    stream.addEventListener('activated', this.#registered)
  }

  readonly #registered = () => {
    this.disconnectedCallback()
    this.#only('')
    const words = this.querySelector('template')?.content.cloneNode(true)
    if (words) this.querySelector('[role=status]')?.replaceChildren(words)
  }

  readonly #count = () => {
    const minutes = Math.ceil((this.#ends - performance.now()) / 60_000)
    this.querySelector('[data-minutes]')?.replaceChildren(String(Math.max(0, minutes)))
    if (minutes > 0) return
    clearInterval(this.#clock)
    this.#only('over')
  }

  /** Shows one of the two states, or neither. */
  #only(state: 'living' | 'over' | '') {
    for (const each of ['living', 'over']) {
      const part = this.querySelector<HTMLElement>(`[data-${each}]`)
      if (part) part.hidden = each !== state
    }
  }
}
