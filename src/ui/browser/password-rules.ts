import { type RuleStates, ruleStates } from '../../domain/password-policy.ts'

/** Milliseconds of quiet before a screen reader is told what is still missing. */
const pause = 900

/** Turns each rule from × to ✓ as one types; 15 characters fold the list into one line. */
export function liveRules(page: Document) {
  for (const list of page.querySelectorAll<HTMLElement>('[data-rules]')) {
    const input = page.getElementById(list.dataset.rules ?? '')
    const said = list.querySelector('[data-said]')
    if (!(input instanceof HTMLInputElement) || !said) continue

    let quiet = 0
    const look = () => {
      const states = ruleStates(input.value)
      const missing = mark(list, states)
      clearTimeout(quiet)
      quiet = setTimeout(() => {
        said.textContent = input.value === '' ? '' : sentence(list, states.fifteen ? [] : missing)
      }, pause)
    }
    list.classList.add('live')
    input.addEventListener('input', look)
    look()
  }
}

function mark(list: HTMLElement, states: RuleStates): string[] {
  list.classList.toggle('folded', states.fifteen)
  hide(list, '[data-short]', states.fifteen)
  hide(list, '[data-long]', !states.fifteen)
  const missing: string[] = []
  for (const item of list.querySelectorAll<HTMLElement>('[data-rule]')) {
    const met = states[item.dataset.rule as keyof RuleStates]
    item.classList.toggle('done', met)
    const state = item.querySelector('[data-state]')
    if (state) state.textContent = `: ${met ? list.dataset.met : list.dataset.unmet}`
    const label = item.querySelector('[data-label]')?.textContent
    if (!met && label && item.dataset.rule !== 'fifteen') missing.push(label)
  }
  return missing
}

function hide(list: HTMLElement, part: string, hidden: boolean) {
  const found = list.querySelector<HTMLElement>(part)
  if (found) found.hidden = hidden
}

function sentence(list: HTMLElement, missing: string[]): string {
  return missing.length === 0 ? (list.dataset.all ?? '') : `${list.dataset.left} ${missing.join('; ')}`
}
