import type { HelpSituation } from '../domain/help-situations.ts'
import type { Language } from '../domain/language.ts'
import { helpFrom, type ReturnPage, returnPages } from '../routes.ts'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { CertificateDrawing } from '../ui/certificate-drawing.tsx'
import { Choices } from '../ui/choices.tsx'
import { Contact } from '../ui/contact.tsx'
import { Section } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutLink } from '../ui/out-link.tsx'
import type { Block } from './situation.ts'
import { situations } from './situations.ts'

type SolutionProps = { blocks: readonly Block[]; contact: string; language: Language; from: ReturnPage }

/** What to do, in the order of the table. */
export function Solution({ blocks, ...rest }: SolutionProps) {
  return (
    <div class="words">
      {blocks.map((block) => (
        <Piece block={block} {...rest} />
      ))}
    </div>
  )
}

type PieceProps = Omit<SolutionProps, 'blocks'> & { block: Block }

function Piece({ block, contact, language, from }: PieceProps) {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>
    case 'steps':
      return (
        <ol>
          {block.steps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )
    case 'contact':
      return (
        <Notice>
          <p>
            {block.text} <Contact>{contact}</Contact>
          </p>
        </Notice>
      )
    case 'out':
      return (
        <p>
          {block.before} <OutLink href={block.href}>{block.label}</OutLink>
        </p>
      )
    case 'go':
      // The way back at the end of the page leads there already.
      return block.to === from ? null : (
        <Actions>
          <ButtonLink href={returnPages[block.to]}>{block.label}</ButtonLink>
        </Actions>
      )
    case 'drawing':
      return <CertificateDrawing language={language} />
    case 'see':
      return null
  }
}

type RelatedProps = { heading: string; blocks: readonly Block[]; language: Language; from: ReturnPage }

/** Other situations that this one is often taken for; the way back stays the same. */
export function Related({ heading, blocks, language, from }: RelatedProps) {
  const others = blocks.flatMap((block): HelpSituation[] => (block.kind === 'see' ? [block.situation] : []))
  if (others.length === 0) return null
  return (
    <Section heading={heading} id="see">
      <Choices
        items={others.map((other) => ({
          label: situations[other][language].title,
          href: helpFrom(from, other),
        }))}
      />
    </Section>
  )
}
