import { useEffect } from 'preact/hooks'
import { serverNow } from '../../companion/ask.ts'
import { momentOf } from '../../dates.ts'
import { followFeed } from '../../feed.ts'
import { open } from '../../move.ts'
import { type State, useApp } from '../../state.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { PushOffer } from '../../ui/push-offer.tsx'
import { appWords } from '../../words/app.ts'
import { feedWords } from '../../words/feed.ts'
import { AccountNotices } from './account-notices.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { ClaimCard } from './claim-card.tsx'
import { FindRequest } from './find-request.tsx'
import { Notices } from './notices.tsx'
import { RequestCard } from './request-card.tsx'

/** What waits for an answer first, then what happened. */
export function FeedScreen() {
  const app = useApp()
  const words = feedWords(app.language)
  useEffect(followFeed, [])
  return (
    <Page
      title={words.title}
      isHome
      tool={
        <button type="button" class="bar-button" onClick={() => open({ at: 'phone' })}>
          <Icon name="phone" />
          <span>{words.phone}</span>
        </button>
      }
    >
      {app.trouble && <Trouble app={app} />}
      {app.feed ? (
        <FeedContent feed={app.feed} app={app} />
      ) : (
        !app.trouble && <Loading words={words.loading} />
      )}
    </Page>
  )
}

function FeedContent({ feed, app }: { feed: NonNullable<State['feed']>; app: State }) {
  const words = feedWords(app.language)
  if (feed.accounts.length === 0 && feed.claims.length === 0 && feed.requests.length === 0) {
    return (
      <div class="empty tall">
        <Icon name="person" size={40} />
        <p class="notice-title">{words.noAccounts}</p>
        <p class="hint">{words.noAccountsLead}</p>
        <button type="button" class="button primary" onClick={() => open({ at: 'number' })}>
          {words.register}
        </button>
      </div>
    )
  }
  const listed = new Set(feed.requests.map(({ id }) => id))
  const found = app.found.filter(
    ({ id, expiresAt }) => !listed.has(id) && Date.parse(expiresAt) > serverNow(),
  )
  const isQuiet = feed.requests.length === 0 && feed.approvals.length === 0 && feed.claims.length === 0
  return (
    <>
      {feed.hasMoreRequests && <FindRequest />}
      <div class="cards" aria-live="polite" aria-relevant="additions">
        {feed.approvals.map((approval) => (
          <ApprovalCard key={approval.binding} approval={approval} />
        ))}
        {[...found, ...feed.requests].map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      </div>
      {feed.claims.map((claim) => (
        <ClaimCard key={claim.binding} claim={claim} />
      ))}
      {isQuiet && (
        <div class="quiet">
          <Icon name="shield" size={28} />
          <div>
            <p class="notice-title">{words.quiet}</p>
            <p class="hint">{words.quietLead}</p>
          </div>
        </div>
      )}
      {feed.accounts.map((account) => (
        <AccountNotices key={account.binding} account={account} />
      ))}
      <PushOffer />
      {(feed.accounts.length > 0 || feed.notices.length > 0) && <Notices notices={feed.notices} />}
    </>
  )
}

function Trouble({ app }: { app: State }) {
  const words = appWords(app.language)
  return (
    <Notice
      kind="calm"
      icon="offline"
      title={app.trouble === 'offline' ? words.offlineTitle : words.problems.unavailable}
      isNews
    >
      <p>
        {app.receivedAt
          ? words.offlineSince(momentOf(app.language, app.receivedAt, Date.now()))
          : words.offlineNever}
      </p>
    </Notice>
  )
}

function Loading({ words }: { words: string }) {
  return (
    <div class="loading" role="status">
      <span class="unseen">{words}</span>
      <div class="ghost" />
      <div class="ghost low" />
      <div class="ghost low" />
    </div>
  )
}
