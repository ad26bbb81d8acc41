import { useUiWords } from './speaking.ts'

/** «ШАГ 1 из 2» and a quiet bar: where one is. `at` and `of` count from 1. */
export function Stepper({ at, of }: { at: number; of: number }) {
  const words = useUiWords()
  return (
    <div class="stepper">
      <p>
        <b>{words.step(at)}</b> <span>{words.stepOf(of)}</span>
      </p>
      <div class="stepper-bar" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <i class={index < at ? 'done' : undefined} />
        ))}
      </div>
    </div>
  )
}
