import { routes } from '../routes.ts'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import type { RecoveryWords } from './messages.ts'

/** Case 3: the notice does not come, or the number is somebody else's. */
export function NotMine({ words }: { words: RecoveryWords }) {
  const say = words.notMine
  return (
    <Disclosure summary={say.summary}>
      <p>{say.why}:</p>
      <ul>
        {say.reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
      <p>
        <b>{say.fix}</b>
      </p>
      <p>{say.how}</p>
      <Actions>
        <ButtonLink href={routes.transfer.questions}>{say.update}</ButtonLink>
      </Actions>
    </Disclosure>
  )
}
