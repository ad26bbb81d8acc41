import type { OwnCase } from '../../cases/index.ts'
import { Card } from '../../ui/card.tsx'
import { Contact } from '../../ui/contact.tsx'
import { Output } from '../../ui/output.tsx'
import type { MovedWords } from './messages.ts'

type OwnCaseProps = { own: OwnCase; words: MovedWords; contact: string; next?: string | undefined }

/** The case's number, large, and whom to bring it to. */
export function OwnCaseCard({ own, words, contact, next }: OwnCaseProps) {
  return (
    <Card>
      <p>{words.caseNumber}</p>
      <Output label={words.caseNumber} value={own.number} group="none" />
      {next && <p>{next}</p>}
      <p>
        {words.contact} <Contact>{contact}</Contact>
      </p>
    </Card>
  )
}
