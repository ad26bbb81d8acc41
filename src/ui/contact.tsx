/** A telephone number inside a sentence: digits with the marks people put between them. */
const number = /(\+?\d[\d\s()-]{5,}\d)/

/** The assisted route as the deployment words it; a number in it never breaks in the middle. */
export function Contact({ children }: { children: string }) {
  return (
    <b>
      {children.split(number).map((part) => (number.test(part) ? <span class="nowrap">{part}</span> : part))}
    </b>
  )
}
