import { Following } from './following.ts'

/** Goes on as soon as the app has used the one-time password of this page. The app may be on this very phone. */
export class KabinetActivated extends Following {
  protected override hear(stream: EventSource) {
    for (const event of ['activated', 'ended']) stream.addEventListener(event, this.#goOn)
  }

  readonly #goOn = () => {
    this.close()
    location.replace(this.dataset.done ?? '')
  }
}
