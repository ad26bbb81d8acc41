import { routes } from '../routes.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { formId } from './frame.tsx'
import type { NumberWords } from './messages-of-number.ts'

/** BMG does not answer: nothing is refused, and whoever does not want to wait takes a case number. */
export function SilentRegister({ words }: { words: NumberWords }) {
  return (
    <Notice kind="warning" title={words.silentTitle} role="status">
      <p>{words.silent}</p>
      <Button kind="secondary" form={formId} formAction={routes.transfer.stopped} name="later" value="yes">
        {words.later}
      </Button>
    </Notice>
  )
}

/** BMG could not be asked just now, as too many ask: nothing was done, and nothing is refused. */
export function BusyRegister({ words }: { words: NumberWords }) {
  return (
    <Notice kind="warning" title={words.busyTitle} role="status">
      <p>{words.busyAsking}</p>
    </Notice>
  )
}
