import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { Visitor } from '../../test/operations/visitor.ts'
import type { Page } from '../../test/support/page.ts'

/** Where a scanner begins: the cookies of a browser that has come there, and the token of its forms. */
export type Place = { readonly cookie: string; readonly csrf: string; readonly page: Page }

const password = 'Qazaqstan-2026!'
/** People of the demo: who signs in, whose passwords and codes are tried, whose child is claimed. */
export const people = {
  parent: '880512400120',
  guessed: '600115400255',
  sprayed: '950430300616',
  locked: '921108400335',
  claimant: '890617400926',
} as const
/** The parent's number, which an app is activated with. */
export const number = '+77051239223'
const answers = {
  child: '220719500314',
  certificate: '7654321',
  first: people.claimant,
  second: '831111300663',
  who: 'first',
  status: 'queued',
  month: '1',
  year: '2023',
}
/** Of another family: whoever presses «Да, обновить» uses up an attempt. */
const otherAnswers = {
  child: '211007600211',
  certificate: 'III-ВК № 654321',
  first: '930202400147',
  second: '',
  who: 'first',
  status: 'queued',
  month: '5',
  year: '2022',
}
const wrongAnswers = { ...answers, child: '210915500279', certificate: '7777777', first: people.locked }
let visitors = 0

/** The scanners' crowd may have the door turn a walker away: it comes again, as its page says. */
function patient<Args extends unknown[]>(walk: (...args: Args) => Promise<Place>) {
  return async (...args: Args): Promise<Place> => {
    for (let left = 8; ; left -= 1) {
      try {
        return await walk(...args)
      } catch (error) {
        if (left === 0 || !/\b503\b/.test(String(error))) throw error
        await wait(5000)
      }
    }
  }
}

/** Walks browsers of their own addresses (the demo has to believe X-Forwarded-For) to the places that are scanned. */
export function makePlaces(origin: string) {
  const newVisitor = () => {
    visitors += 1
    return new Visitor(origin, { 'x-forwarded-for': `198.51.100.${visitors}` })
  }
  const place = (visitor: Visitor, page: Page): Place => {
    const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value')
    if (!csrf) throw new Error(`no form at ${page.address} (${page.status})`)
    return { cookie: visitor.cookies.header(), csrf, page }
  }
  const posts = (
    visitor: Visitor,
    page: Page,
    path: string,
    fields: Readonly<Record<string, string>> = {},
  ) => {
    const { csrf } = place(visitor, page)
    return visitor
      .sends('POST', path, new URLSearchParams({ csrf, ...fields }))
      .then((response) => visitor.follows(response, path))
  }
  const arrived = (visitor: Visitor, page: Page, address: string) => {
    if (!page.address.startsWith(address))
      throw new Error(`at ${page.address} (${page.status}), not at ${address}`)
    return place(visitor, page)
  }

  async function recovers(iin: string): Promise<[Visitor, Page]> {
    const visitor = newVisitor()
    const page = await posts(visitor, await visitor.namesIin(iin), routes.signIn.forgot)
    return [visitor, page]
  }
  async function claims(claimant: string = people.claimant): Promise<[Visitor, Page]> {
    const [visitor, page] = await recovers(claimant)
    return [visitor, await posts(visitor, page, routes.recovery.notMine)]
  }

  return {
    stranger: patient(async () => {
      const visitor = newVisitor()
      return arrived(visitor, await visitor.opens(routes.signIn.iin), routes.signIn.iin)
    }),
    atPassword: patient(async (iin: string) => {
      const visitor = newVisitor()
      return arrived(visitor, await visitor.namesIin(iin), routes.signIn.password)
    }),
    /** Signed in a moment ago, so that Security is open without the password. */
    signedIn: patient(async (path: string = routes.cabinet.feed) => {
      const visitor = newVisitor()
      await visitor.signsIn(people.parent, password)
      return arrived(visitor, await visitor.opens(path), path)
    }),
    /** At the code of an address that was just named. */
    atAddressCode: patient(async (email: string) => {
      const visitor = newVisitor()
      await visitor.signsIn(people.locked, password)
      const page = await visitor.opens(routes.cabinet.address)
      return arrived(
        visitor,
        await posts(visitor, page, routes.cabinet.address, { email }),
        routes.cabinet.addressCode,
      )
    }),
    recovering: patient(async (iin: string, path: string = routes.recovery.page) => {
      const [visitor] = await recovers(iin)
      return arrived(visitor, await visitor.opens(path), path)
    }),
    atQuestions: patient(async () => {
      const [visitor, page] = await claims()
      return arrived(visitor, page, routes.transfer.questions)
    }),
    atConfirm: patient(async () => {
      const [visitor, page] = await claims(otherAnswers.first)
      return arrived(
        visitor,
        await posts(visitor, page, routes.transfer.questions, otherAnswers),
        routes.transfer.confirm,
      )
    }),
    atFinish: patient(async () => {
      const [visitor, page] = await claims()
      const confirm = await posts(visitor, page, routes.transfer.questions, answers)
      return arrived(visitor, await posts(visitor, confirm, routes.transfer.confirm), routes.transfer.finish)
    }),
    /** At the number that is proven first: the day's three attempts with this child and parent are used up. */
    atNumber: patient(async () => {
      const [visitor, first] = await claims(people.locked)
      let page = first
      for (let attempts = 0; attempts < 4; attempts += 1) {
        page = await posts(visitor, page, routes.transfer.questions, wrongAnswers)
        page = await posts(visitor, page, routes.transfer.confirm)
        if (page.address.startsWith(routes.transfer.number)) break
      }
      return arrived(visitor, page, routes.transfer.number)
    }),
    answers,
  }
}
