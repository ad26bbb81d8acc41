import { notMyNumber } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { transferWords } from '../../words/transfer.ts'

/** This phone leaves an account: all that it may say where its number is somebody else's. `id` is the card's. */
export function NotMyNumber({ binding, id }: { binding: string; id: string }) {
  const { language, outcomes } = useApp()
  const words = transferWords(language)
  const isBusy = outcomes[id] === 'busy'
  return (
    <Confirm
      id={`not-mine-${id}`}
      title={words.notMineTitle}
      lead={words.notMineLead}
      yes={words.notMineYes}
      no={words.notMineNo}
      onYes={() => void notMyNumber(binding, id)}
    >
      {(ask) => (
        <button
          type="button"
          class="button danger-quiet"
          aria-disabled={isBusy}
          onClick={() => !isBusy && ask()}
        >
          {words.notMine}
        </button>
      )}
    </Confirm>
  )
}
