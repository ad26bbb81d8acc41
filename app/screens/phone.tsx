import { useRef, useState } from 'preact/hooks'
import type { Account } from '../companion/answers.ts'
import { ask } from '../companion/ask.ts'
import { dayOf } from '../dates.ts'
import { forgetEverything, keep } from '../kept/storage.ts'
import { open, startAt } from '../move.ts'
import { pushState, turnPushOff, turnPushOn, unsubscribe } from '../push.ts'
import { change, current, useApp } from '../state.ts'
import { Icon } from '../ui/icon.tsx'
import { Languages } from '../ui/languages.tsx'
import { Page } from '../ui/page.tsx'
import { feedWords } from '../words/feed.ts'
import { phoneWords } from '../words/phone.ts'

/** «Этот телефон»: its accounts, notices, language, agreement, and its removal. */
export function PhoneScreen() {
  const { language, feed } = useApp()
  const words = phoneWords(language)
  return (
    <Page title={words.title}>
      <section class="group">
        <h2>{words.accounts}</h2>
        <ul class="card rows">
          {feed?.accounts.map((account) => (
            <AccountRow
              key={account.binding}
              account={account}
              state={account.restriction?.kind ?? account.state}
            />
          ))}
          {feed?.claims.map((claim) => (
            <AccountRow key={claim.binding} account={claim} state="claim" />
          ))}
          <li>
            <button type="button" class="row" onClick={() => open({ at: 'number' })}>
              <span>{words.add}</span>
              <Icon name="forward" size={20} />
            </button>
          </li>
        </ul>
      </section>
      <PushGroup />
      <section class="group">
        <h2>{words.language}</h2>
        <Languages full />
      </section>
      <section class="group">
        <h2>{words.about}</h2>
        <div class="card rows">
          <button type="button" class="row" onClick={() => open({ at: 'agreement' })}>
            <span>{words.agreement}</span>
            <Icon name="forward" size={20} />
          </button>
        </div>
      </section>
      <Removal />
    </Page>
  )
}

type AccountRowOf = {
  account: Pick<Account, 'maskedIin' | 'maskedPhone' | 'madeAt'>
  state: keyof ReturnType<typeof phoneWords>['states']
}

function AccountRow({ account, state }: AccountRowOf) {
  const { language } = useApp()
  const words = phoneWords(language)
  return (
    <li class="row">
      <span>
        <b class="masked">{account.maskedIin}</b>
        <span class="hint">
          {account.maskedPhone}, {words.since(dayOf(language, account.madeAt))}
        </span>
      </span>
      <span class={`chip ${state}`}>{words.states[state]}</span>
    </li>
  )
}

function PushGroup() {
  const { language, push } = useApp()
  const words = phoneWords(language)
  const said = { on: words.on, denied: words.denied, unsupported: words.unsupported, 'can-ask': words.off }
  const [hasFailed, setFailed] = useState(false)
  const turn = async () => {
    setFailed(false)
    if (push === 'on') await turnPushOff()
    else setFailed((await turnPushOn()) === 'failed')
    change({ push: await pushState() })
  }
  return (
    <section class="group">
      <h2>{words.notices}</h2>
      <div class="card rows">
        <div class="row">
          <span role="status">{said[push]}</span>
          {(push === 'on' || push === 'can-ask') && (
            <button type="button" class="link" onClick={() => void turn()}>
              {push === 'on' ? words.turnOff : feedWords(language).pushOn}
            </button>
          )}
        </div>
        <p role="status">{hasFailed && feedWords(language).pushFailed}</p>
      </div>
    </section>
  )
}

function Removal() {
  const { language } = useApp()
  const words = phoneWords(language)
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const remove = async () => {
    setState('busy')
    const reply = await ask('remove', {})
    if (reply.kind !== 'done') return setState('failed')
    dialog.current?.close()
    await unsubscribe().catch(() => undefined)
    await forgetEverything()
    await keep('language', current().language)
    change({ feed: undefined, receivedAt: undefined, codes: {}, outcomes: {}, push: 'unsupported' })
    startAt({ at: 'removed' })
  }
  return (
    <>
      <button type="button" class="button danger-quiet" onClick={() => dialog.current?.showModal()}>
        {words.remove}
      </button>
      <dialog ref={dialog} aria-labelledby="remove-title" onClose={() => setState('idle')}>
        <h2 id="remove-title">{words.removeTitle}</h2>
        {words.removeLead.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p role="status" class={state === 'failed' ? 'field-error' : 'hint'}>
          {state === 'busy' && words.removing}
          {state === 'failed' && words.removeFailed}
        </p>
        <div class="dialog-actions">
          <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
            {words.removeNo}
          </button>
          <button
            type="button"
            class="button danger"
            aria-disabled={state === 'busy'}
            onClick={() => state !== 'busy' && void remove()}
          >
            {words.removeYes}
          </button>
        </div>
      </dialog>
    </>
  )
}
