import { look, type Seen } from './learnt.ts'
import type { Plan } from './plans.ts'
import { requestOf } from './requests.ts'
import { type House, routesFor, send } from './send.ts'
import { payDebts } from './survey.ts'
import type { Walker } from './walkers.ts'

/** Sends what was drawn, and at once what a form that nobody has seen before is owed. */
export async function walk(house: House, walker: Walker, plans: readonly Plan[]): Promise<string[]> {
  const { portal, tried } = house
  const seen: Seen = { values: [], ids: [], learnt: house.learnt }
  const mine = routesFor(walker, house)
  const near = mine.filter(({ path }) => walker.near?.test(path))
  const faults: string[] = []
  for (const each of plans) {
    if (each.minutes > 0) portal.clock.advance({ minutes: each.minutes })
    const among = near.length > 0 && each.route % 4 > 0 ? near : mine
    const route = among[Math.floor(each.route / 4) % among.length]
    if (!route) throw new Error('there are no routes')
    // Once in a while the app asks what there is, as it would.
    if (walker.app && each.route % 9 === 0)
      look(JSON.stringify((await walker.app.asks('GET', 'feed')).body), seen)
    if (/__proto__|constructor/.test(`${each.strangeField} ${walker.app && each.json}`)) tried.prototypes += 1
    const request = await requestOf(each, route, walker, seen)
    const sent = await send(house, walker, seen, { request, route, why: each })
    const paid = await payDebts(house, walker, seen, sent.forms)
    faults.push(...sent.faults, ...paid.faults)
  }
  return faults
}
