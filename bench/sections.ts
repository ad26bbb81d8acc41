/** The page before its first section. */
const head = `# Benchmarks

Each section is written by its own run, \`npm run bench NAME\`; \`npm run bench\` runs them all. Load comes from a process of its own
on the same cores as the server and its PostgreSQL. What is compared is measured in turn in the same run: figures are medians of
the rounds, and a ratio is the median of the rounds' own ratios, with the smallest and the largest behind it.
`

/** The page with one section put in place of the one with the same heading, or at the end. The others stay as they are. */
export function withSection(page: string, heading: string, text: string): string {
  const [, ...sections] = page.split(/^## /m)
  const section = `${heading}\n\n${text.trim()}\n`
  const at = sections.findIndex((each) => each.startsWith(`${heading}\n`))
  const all = at < 0 ? [...sections, section] : sections.with(at, section)
  return [head, ...all.map((each) => `## ${each.trim()}\n`)].join('\n')
}
