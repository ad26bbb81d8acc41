/**
 * An element that follows the stream in its `src` while somebody looks at the page. It is opened anew each time they come
 * back: the server looks at once, so nothing that happened meanwhile is missed.
 */
export abstract class Following extends HTMLElement {
  #stream: EventSource | null = null

  /** Names the events to hear. */
  protected abstract hear(stream: EventSource): void

  connectedCallback() {
    document.addEventListener('visibilitychange', this.#follow)
    addEventListener('pagehide', this.close)
    this.#follow()
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#follow)
    removeEventListener('pagehide', this.close)
    this.close()
  }

  protected readonly close = () => {
    this.#stream?.close()
    this.#stream = null
  }

  // EventSource reconnects by itself after a lost connection and says which event it saw last.
  readonly #follow = () => {
    const src = this.getAttribute('src')
    if (document.hidden || !src) return this.close()
    if (this.#stream) return
    this.#stream = new EventSource(src)
    this.hear(this.#stream)
  }
}
