import type { Notice as Told } from '../../companion/answers.ts'
import { answerTransfer } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Choice } from '../../ui/choice.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { feedWords } from '../../words/feed.ts'
import { transferWords } from '../../words/transfer.ts'
import { CaseNotice, Contact } from './case.tsx'
import { NotMyNumber } from './not-my-number.tsx'

/** The outcomes whose words end with whom to ask. */
const needsHelp: ReadonlySet<string> = new Set(['waits', 'gone', 'number-not-yours'])

/** What can be said about a transfer on this phone: «Согласен», or «Возразить» and then the case's number. */
export function Transfer({ notice }: { notice: Told }) {
  const { language, outcomes } = useApp()
  const words = transferWords(language)
  const outcome = outcomes[notice.id]
  const isBusy = outcome === 'busy'
  const { transfer } = notice
  const said = { ...feedWords(language).outcomes, ...words.outcomes }
  if (!transfer) return null
  const { canApprove, canObject, binding } = transfer
  if (transfer.isUndone) return <p class="hint">{words.undone}</p>
  if (!canObject && !transfer.case && !outcome) return null
  return (
    <div class="contest">
      {transfer.case && <CaseNotice number={transfer.case}>{words.open}</CaseNotice>}
      <p role="status">
        {outcome && outcome !== 'busy' && said[outcome]} {outcome && needsHelp.has(outcome) && <Contact />}
      </p>
      {outcome === 'number-not-yours' && binding ? (
        <NotMyNumber binding={binding} id={notice.id} />
      ) : (
        canObject && (
          <>
            <p class="hint">{canApprove ? words.askBoth : words.ask}</p>
            <Confirm
              id={`object-${notice.id}`}
              title={words.objectTitle}
              lead={words.objectLead}
              yes={words.object}
              no={words.objectNo}
              onYes={() => void answerTransfer(notice.id, 'object')}
            >
              {(ask) =>
                canApprove ? (
                  <Choice
                    isBusy={isBusy}
                    yes={{
                      label: words.approve,
                      icon: 'check',
                      onPress: () => void answerTransfer(notice.id, 'approve'),
                    }}
                    no={{ label: words.object, icon: 'cross', onPress: ask }}
                  />
                ) : (
                  <button
                    type="button"
                    class="button no wide"
                    aria-disabled={isBusy}
                    onClick={() => !isBusy && ask()}
                  >
                    {words.object}
                  </button>
                )
              }
            </Confirm>
          </>
        )
      )}
    </div>
  )
}
