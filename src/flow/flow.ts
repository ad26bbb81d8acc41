/** One step of a journey: the page it is on, and where each event leads. */
export type StepTable<Step extends string> = {
  readonly [S in Step]: { readonly page: string; readonly on: { readonly [event: string]: Step } }
}

/** A multi-step journey as one table. The diagram and the code come from the same rows. */
export type FlowTable<Step extends string> = {
  readonly kind: string
  /** What the journey is, in a sentence, for its generated page. */
  readonly about: string
  /** Where a person without a stored row is. */
  readonly first: Step
  /** The step on which a journey ends; its row is deleted. */
  readonly last: Step
  readonly lifetimeMinutes: number
  readonly steps: StepTable<Step>
}

/** Declares a flow; infers its steps. */
export function flow<const Step extends string>(table: FlowTable<Step>): FlowTable<Step> {
  return table
}

/**
 * Where an event leads from a step. An event that the step does not know changes nothing: the citizen stays where
 * they really are, and the page is shown again (ASVS 5.0 V2.3.1).
 */
export function next<Step extends string>(table: FlowTable<Step>, at: Step, event: string): Step {
  const on = table.steps[at].on
  return Object.hasOwn(on, event) ? (on[event] ?? at) : at
}

/** The journey as a Mermaid diagram with its table, for docs/flows. */
export function describeFlow<Step extends string>(table: FlowTable<Step>): string {
  const steps = Object.entries(table.steps) as [Step, StepTable<Step>[Step]][]
  const arrows = steps.flatMap(([from, step]) =>
    (Object.entries(step.on) as [string, Step][]).map(([event, to]) => ({ from, event, to })),
  )
  const name = (step: string) => step.replaceAll('-', '_')
  return [
    `# Flow: ${table.kind}`,
    '',
    'Generated from the step table by `npm run generate`; do not edit.',
    '',
    `${table.about} A stored row lives ${table.lifetimeMinutes} minutes.`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${name(table.first)}`,
    ...arrows.map(({ from, event, to }) => `  ${name(from)} --> ${name(to)}: ${event}`),
    `  ${name(table.last)} --> [*]`,
    '```',
    '',
    '| step | page | event | leads to |',
    '|---|---|---|---|',
    ...arrows.map(({ from, event, to }) => `| ${from} | \`${table.steps[from].page}\` | ${event} | ${to} |`),
    '',
  ].join('\n')
}
