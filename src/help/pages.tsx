import type { HelpSituation } from '../domain/help-situations.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, type ReturnPage, returnPages } from '../routes.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import { Choices } from '../ui/choices.tsx'
import { Contact } from '../ui/contact.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Heading, Section } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { type HelpWords, helpWords } from './messages.ts'
import { groupsFor } from './order.ts'
import { type Search, search } from './search.ts'
import { situations } from './situations.ts'
import { Related, Solution } from './solution.tsx'

const searchForm = 'help-search'
const searchField = 'help-words'

/** The guided choice, the search and what it found. `asked` tells a search from a mere switch of the language. */
export function indexPage(
  c: PortalContext,
  parts: Parts,
  { from, typed, asked }: { from: ReturnPage; typed: string; asked: boolean },
) {
  const { language, csrf } = visitOf(c)
  const words = helpWords(language)
  const result = search(typed)
  const found = result.kind === 'found' ? result.situations.length : 0
  const problem = problemOf(words, result, asked)
  const choice = (situation: HelpSituation) => ({
    label: situations[situation][language].title,
    href: helpFrom(from, situation),
  })
  const groups = groupsFor(from).map((group) => (
    <Section heading={words.groups[group.name]} id={`help-${group.name}`}>
      <Choices items={group.situations.map(choice)} />
    </Section>
  ))
  // What is likely here stands above the search, until somebody has searched.
  const above = from !== 'home' && result.kind === 'empty' && !problem ? 1 : 0
  return page(
    c,
    parts,
    {
      title: words.title,
      here: from,
      formId: searchForm,
      hasProblem: problem !== undefined,
      description: words.lead,
    },
    <>
      <BackLink href={returnPages[from]} />
      <ErrorSummary problems={problem ? [{ message: problem, fieldId: searchField }] : []} />
      <Heading lead={words.lead}>{words.title}</Heading>
      {groups.slice(0, above)}
      <Form id={searchForm} action={helpFrom(from)} csrf={csrf}>
        <Field
          id={searchField}
          name="words"
          label={words.search}
          hint={words.searchHint}
          error={problem}
          value={typed}
          required={false}
          maxLength={200}
        />
        <Actions>
          <Button kind="secondary">{words.find}</Button>
        </Actions>
      </Form>
      {result.kind === 'found' && <Found words={words} items={result.situations.map(choice)} />}
      {found > 0 ? (
        <p>
          <a href={helpFrom(from)}>{words.all}</a>
        </p>
      ) : (
        groups.slice(above)
      )}
      <Assisted words={words} contact={parts.config.assistedContact} />
      <ReturnLink words={words} from={from} />
    </>,
  )
}

function problemOf(words: HelpWords, result: Search, asked: boolean): string | undefined {
  if (result.kind === 'personal') return words.searchPersonal
  return result.kind === 'empty' && asked ? words.searchEmpty : undefined
}

function Found({ words, items }: { words: HelpWords; items: readonly { label: string; href: string }[] }) {
  if (items.length === 0) {
    return (
      <EmptyState drawing="lost" heading={words.nothing}>
        <p>{words.nothingNext}</p>
      </EmptyState>
    )
  }
  return (
    <Section heading={words.found(items.length)} id="help-found">
      <Choices items={items} />
    </Section>
  )
}

/** One situation and what to do about it. */
export function situationPage(c: PortalContext, parts: Parts, situation: HelpSituation, from: ReturnPage) {
  const { language } = visitOf(c)
  const words = helpWords(language)
  const { title, heading = title, situation: described, solution } = situations[situation][language]
  const contact = parts.config.assistedContact
  return page(
    c,
    parts,
    { title: heading, here: from, description: described },
    <>
      <BackLink href={helpFrom(from)} />
      <h1>{heading}</h1>
      <Section heading={words.situation} id="situation">
        <p>{described}</p>
      </Section>
      <Section heading={words.solution} id="solution">
        <Solution blocks={solution} contact={contact} language={language} from={from} />
      </Section>
      <Related heading={words.see} blocks={solution} language={language} from={from} />
      {solution.some((block) => block.kind === 'contact') || <Assisted words={words} contact={contact} />}
      <ReturnLink words={words} from={from} />
    </>,
  )
}

/** The assisted route, named wherever the pages can do no more. */
function Assisted({ words, contact }: { words: HelpWords; contact: string }) {
  return (
    <Notice title={words.assisted}>
      <p>
        {words.assistedText} <Contact>{contact}</Contact>
      </p>
    </Notice>
  )
}

/** The way back to the very step the person came from. */
function ReturnLink({ words, from }: { words: HelpWords; from: ReturnPage }) {
  return (
    <Actions>
      <ButtonLink kind="primary" icon="back" href={returnPages[from]}>
        {words.returnTo[from]}
      </ButtonLink>
    </Actions>
  )
}
