/** The page before its first section. */
const head = `# Benchmarks

Each section is written by its own run, \`npm run bench NAME\`; \`npm run bench\` runs them all. Load comes from a process of its own
on the same cores as the server and its PostgreSQL. What is compared is measured in turn in the same run: figures are medians of
the rounds (of an even number the mean of the middle two), and a ratio is the median of the rounds' own ratios, with the smallest
and the largest behind it.
`

/**
 * The page with one section put in place of the one with the same heading, or added. The others stay as they are; they stand in
 * the order of `headings`, and what is not among these last.
 */
export function withSection(
  page: string,
  heading: string,
  text: string,
  headings: readonly string[],
): string {
  const [, ...sections] = page.split(/^## /m)
  const others = sections.filter((each) => headingOf(each) !== heading)
  const all = [...others, `${heading}\n\n${text}`].map((each) => `## ${each.trim()}\n`)
  const place = (section: string) => {
    const at = headings.indexOf(headingOf(section.slice(3)))
    return at < 0 ? headings.length : at
  }
  return [head, ...all.toSorted((a, b) => place(a) - place(b))].join('\n')
}

/** The page's sections by their headings. */
export function sectionsOf(page: string): ReadonlyMap<string, string> {
  const [, ...sections] = page.split(/^## /m)
  return new Map(sections.map((each) => [headingOf(each), each]))
}

function headingOf(section: string): string {
  return section.split('\n', 1)[0] ?? ''
}
