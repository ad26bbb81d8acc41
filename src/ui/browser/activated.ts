/** Goes on as soon as the app has used the one-time password of this page. */
export class KabinetActivated extends HTMLElement {
  #stream: EventSource | null = null

  connectedCallback() {
    document.addEventListener('visibilitychange', this.#follow)
    addEventListener('pagehide', this.#close)
    this.#follow()
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#follow)
    removeEventListener('pagehide', this.#close)
    this.#close()
  }

  readonly #close = () => {
    this.#stream?.close()
    this.#stream = null
  }

  // The app may be on this very phone: whoever comes back to the page asks anew.
  readonly #follow = () => {
    const src = this.getAttribute('src')
    if (document.hidden || !src) return this.#close()
    if (this.#stream) return
    this.#stream = new EventSource(src)
    this.#stream.addEventListener('activated', this.#goOn)
    this.#stream.addEventListener('ended', this.#goOn)
  }

  readonly #goOn = () => {
    this.#close()
    location.replace(this.dataset.done ?? '')
  }
}
