import { routes } from '../routes.ts'
import { Actions, Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Form } from '../ui/form.tsx'
import type { RecoveryWords } from './messages.ts'

/** Case 3: the notice does not come, or the number is somebody else's. */
export function NotMine({ words, csrf }: { words: RecoveryWords; csrf: string }) {
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
      <Form action={routes.recovery.notMine} csrf={csrf}>
        <Actions>
          <Button kind="secondary">{say.update}</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}
