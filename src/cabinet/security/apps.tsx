import { audit } from '../../account/audit.ts'
import {
  type Binding,
  bindingsOfAccount,
  holdAccount,
  removeBindings,
  waits,
} from '../../account/bindings.ts'
import { activeRestriction, isAllowed } from '../../account/restrictions.ts'
import type { SignedIn } from '../../account/sessions.ts'
import type { Language } from '../../domain/language.ts'
import type { Form } from '../../http/form.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { announce } from '../../notify/index.ts'
import { routes } from '../../routes.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card, Chip, Row, Rows } from '../../ui/card.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Form as PostForm } from '../../ui/form.tsx'
import { appWords } from './app-messages.ts'

type AppsProps = { apps: readonly Binding[]; now: Date; language: Language; csrf: string; mayChange: boolean }

/** The installations of the companion app that stand for this account. «Это я» is never given from the web. */
export function Apps({ apps, now, language, csrf, mayChange }: AppsProps) {
  const words = appWords(language)
  return (
    <Card title={words.title} icon="device">
      {apps.length === 0 && <p>{words.none}</p>}
      {apps.length > 0 && (
        <Rows>
          {apps.map((app) => (
            <Row
              icon="device"
              title={app.device}
              details={[
                words.since(momentWords(language, app.madeAt)),
                words.seen(momentWords(language, app.seenAt)),
                ...(waits(app, now) && app.waitsUntil
                  ? [words.waitsUntil(momentWords(language, app.waitsUntil))]
                  : []),
              ]}
              aside={<State app={app} now={now} words={words} />}
            >
              {mayChange && (
                <PostForm action={routes.cabinet.removeApp} csrf={csrf}>
                  <input type="hidden" name="app" value={app.id} />
                  <Button kind="secondary" about={app.device}>
                    {words.remove}
                  </Button>
                </PostForm>
              )}
            </Row>
          ))}
        </Rows>
      )}
      {!mayChange && apps.length > 0 && (
        <p class="hint">
          {words.later} <a href={routes.cabinet.notMe}>{words.notMine}</a>
        </p>
      )}
      <ButtonLink href={routes.cabinet.activation}>
        {apps.length === 0 ? words.activate : words.another}
      </ButtonLink>
    </Card>
  )
}

function State({ app, now, words }: { app: Binding; now: Date; words: ReturnType<typeof appWords> }) {
  if (!app.hasNumber) return <Chip>{words.states.otherNumber}</Chip>
  if (waits(app, now)) return <Chip>{words.states.waits}</Chip>
  return <Chip tone="good">{words.states.active}</Chip>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Removes one of the account's installations, with the codes it has shown; it hears of it too. Anybody else's is not
 * found, and the audit says so (ASVS 5.0 V8.2.2). In limited mode nothing is removed.
 */
export async function removeApp(c: PortalContext, parts: Parts, { accountId }: SignedIn, form: Form) {
  const { reference, browser } = visitOf(c)
  const id = form.text('app')
  const outcome = await parts.database.inTransaction(async (tx) => {
    await holdAccount(tx, accountId)
    const outcome = await remove()
    await audit(tx, { type: 'app.remove', actor: 'citizen', accountId, outcome, reference })
    return outcome

    async function remove(): Promise<'removed' | 'not-found' | 'limited'> {
      const now = parts.clock.now()
      const app = uuid.test(id)
        ? (await bindingsOfAccount(tx, accountId)).find((each) => each.id === id)
        : undefined
      if (!app) return 'not-found'
      const restriction = await activeRestriction(tx, accountId, now)
      if (!isAllowed(restriction, 'change-installations')) return 'limited'
      const params = { device: app.device }
      await announce(tx, parts, { accountId, kind: 'app-removed', browser, params })
      await removeBindings(tx, parts.clock, { accountId, bindingIds: [id] }, 'person')
      return 'removed'
    }
  })
  if (outcome === 'not-found') return c.notFound()
  return c.redirect(
    outcome === 'removed' ? `${routes.cabinet.security}?done=app` : routes.cabinet.security,
    303,
  )
}
