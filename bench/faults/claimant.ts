import { checkDigit } from '../../src/domain/iin.ts'
import { routes } from '../../src/routes.ts'
import { Odd, shownIn } from '../drivers/answer.ts'
import { newPassword } from '../drivers/password.ts'
import { Parent } from './parent.ts'

const { recovery, transfer } = routes

/** A child that stands under the former holder's account, and whose second parent claims it. */
export type Child = { readonly iin: string; readonly certificate: string; readonly former: string }
export const since = { year: '2024', month: '3', day: '2024-03-15' }

/** The `at`-th made-up child. */
export function childOf(at: number, former: string): Child {
  for (let serial = at * 10; ; serial += 1) {
    const eleven = `2104156${String(serial).padStart(4, '0')}`
    const digit = checkDigit(eleven)
    if (digit !== null) return { iin: `${eleven}${digit}`, certificate: String(1_000_000 + at), former }
  }
}

/** A parent who comes once, for a child: the account moves to them (journeys §4). */
export class Claimant extends Parent {
  async transfers(child: Child): Promise<void> {
    const { browser } = await this.forgets()
    const led = await browser.post(recovery.notMine)
    if (led.location !== transfer.questions) throw new Odd('transfer', led)
    const answers = {
      ...{ child: child.iin, certificate: child.certificate, first: child.former, second: this.iin, who: '' },
      ...{ status: 'queued', month: since.month, year: since.year },
    }
    const answered = await browser.post(transfer.questions, answers)
    if (answered.location !== transfer.confirm) throw new Odd('answers', answered)
    const judged = await browser.post(transfer.confirm)
    if (judged.location !== transfer.finish) throw new Odd('verdict', judged)
    const asked = await browser.post(transfer.send, { phone: this.number })
    if (!asked.location.startsWith(transfer.finish)) throw new Odd('number', asked)
    const finishing = await browser.get(transfer.finish)
    await this.app.activates(this.number, shownIn(finishing))
    const code = await this.showsCode()
    const fresh = newPassword()
    this.maybe.push(fresh)
    const gone = this.home
    this.home = undefined
    const done = await this.does('transfer', async () => {
      const typed = { phone: this.number, code, fresh, repeat: fresh }
      const answer = await browser.post(transfer.finish, typed)
      if (!answer.location.includes('transferred')) throw new Odd('move', answer)
      return {}
    })
    if (done) this.becomes(fresh, { home: undefined, gone })
  }
}
