import { routes } from '../../src/routes.ts'
import { type makePlaces, number, people } from './places.ts'
import { hydra, type Run, sqlmap, wapiti } from './tools.ts'

export type Scan = { readonly name: string; run(): Promise<Run> }
type Where = {
  readonly origin: string
  readonly places: ReturnType<typeof makePlaces>
  /** Where calls of the app are signed. */
  readonly app: string
}

const { cabinet } = routes
const asParent = [
  cabinet.feed,
  cabinet.children,
  cabinet.profile,
  cabinet.withdraw('contacts'),
  cabinet.activation,
  cabinet.security,
  cabinet.confirm,
  cabinet.password,
  cabinet.printedCode,
  cabinet.address,
  cabinet.history,
  cabinet.notMe,
]

/** Every run there is: pages as a stranger, signed in, recovering and claiming a child; forms by hand; the app's calls; a guesser. */
export function allScans({ origin, places, app }: Where): Scan[] {
  const scans: Scan[] = []
  const scan = (name: string, run: (name: string) => Promise<Run>) =>
    scans.push({ name, run: () => run(name) })

  scan('wapiti, a stranger, all addresses', (name) => wapiti(name, `${origin}/`, { whole: true }))
  for (const path of asParent)
    scan(`wapiti, signed in, ${path}`, async (name) =>
      wapiti(name, origin + path, await places.signedIn(path)),
    )
  scan(`wapiti, an address named, ${cabinet.addressCode}`, async (name) =>
    wapiti(name, origin + cabinet.addressCode, await places.atAddressCode('scan-1@mail.example.kz')),
  )
  scan(`wapiti, at the password, ${routes.signIn.password}`, async (name) =>
    wapiti(name, origin + routes.signIn.password, await places.atPassword(people.guessed)),
  )
  for (const path of [routes.recovery.page, routes.recovery.printed])
    scan(`wapiti, recovering, ${path}`, async (name) =>
      wapiti(name, origin + path, await places.recovering(people.guessed, path)),
    )
  const ofTransfer = [
    [routes.transfer.questions, places.atQuestions],
    [routes.transfer.confirm, places.atConfirm],
    [routes.transfer.finish, places.atFinish],
    [routes.transfer.number, places.atNumber],
  ] as const
  for (const [path, at] of ofTransfer)
    scan(`wapiti, claiming a child, ${path}`, async (name) => wapiti(name, origin + path, await at()))
  scan('wapiti, the app, its feed', (name) => wapiti(name, `${app}${routes.companion}/feed`, {}))

  /** A form sent by hand: the fields that are tried, each with a value to begin with. */
  function form(
    name: string,
    path: string,
    at: () => Promise<{ cookie: string; csrf: string }>,
    fields: Readonly<Record<string, string>>,
    slotted = false,
    tried = Object.keys(fields).join(),
  ): void {
    scan(`sqlmap, ${name}, ${path}`, async (said) => {
      const { cookie, csrf } = await at()
      const data = new URLSearchParams({ csrf, ...fields }).toString()
      return sqlmap(said, origin + path, { cookie, data, parameters: tried, slotted })
    })
  }
  const fresh = { fresh: 'Tulpar-jol#2030-ai', repeat: 'Tulpar-jol#2030-ai' }
  const uuid = '00000000-0000-4000-8000-000000000000'
  const question = (name: string, path: string, at: () => Promise<{ cookie: string }>, parameters: string) =>
    scan(`sqlmap, ${name}, ${path}`, async (said) =>
      sqlmap(said, origin + path, { ...(await at()), parameters }),
    )

  question('a stranger', `${routes.help.index}?from=home`, places.stranger, 'from')
  question('signed in', `${cabinet.feed}?before=2026-11-25T10%3A00%3A00Z`, () => places.signedIn(), 'before')
  question('signed in', `${cabinet.object}?transfer=${uuid}`, () => places.signedIn(), 'transfer')
  form('a stranger', routes.signIn.iin, places.stranger, { iin: people.guessed, to: '' })
  form('a stranger', routes.language, places.stranger, { language: 'ru', returnTo: '/help' })
  const guessing = () => places.atPassword(people.guessed)
  form('a stranger', routes.signIn.password, guessing, { password: 'x' }, true)
  scan('sqlmap, cookies, /sign-in', (name) =>
    sqlmap(name, origin + routes.signIn.iin, {
      cookie: 'kabinet-sign-in=x*; kabinet-session=y*; kabinet-browser=z*; kabinet-language=ru*',
      slotted: true,
    }),
  )
  form(
    'recovering',
    routes.recovery.page,
    () => places.recovering(people.guessed),
    { code: '1234', ...fresh },
    true,
  )
  const onPaper = () => places.recovering(people.guessed, routes.recovery.printed)
  form('recovering', routes.recovery.printed, onPaper, { code: '23456789ABCDEFGHJKMN', ...fresh }, true)
  form('claiming a child', routes.transfer.questions, places.atQuestions, places.answers, true)
  form(
    'claiming a child by a case number',
    routes.transfer.questions,
    places.atQuestions,
    { case: '12345678' },
    true,
  )
  form('claiming a child', routes.transfer.send, places.atFinish, { phone: '+77028887766' }, true)
  const finish = { phone: '+77028887766', code: '1234', ...fresh }
  form('claiming a child', routes.transfer.finish, places.atFinish, finish, true, 'code,fresh,repeat')
  form('signed in', cabinet.address, () => places.signedIn(), { email: 'scan-2@mail.example.kz' })
  const named = () => places.atAddressCode('scan-3@mail.example.kz')
  form('an address named', cabinet.addressCode, named, { code: '123456' })
  form('signed in', cabinet.removeAddress, () => places.signedIn(), { address: uuid })
  form('signed in', cabinet.endSession, () => places.signedIn(), { session: uuid })
  form('signed in', cabinet.removeApp, () => places.signedIn(), { app: uuid })
  form('signed in', cabinet.read, () => places.signedIn(), { until: uuid })

  const calls: readonly (readonly [string, object])[] = [
    ['preview', { token: 'AAAAAAAAAAAAAAAAAAAAAA*' }],
    ['activate', { phone: `${number}*`, password: '1234567890123*' }],
    ['code', { request: `${uuid}*` }],
    ['not-me', { request: `${uuid}*` }],
    ['not-me', { notice: `${uuid}*` }],
    ['freeze', { notice: `${uuid}*` }],
    ['approve', { binding: `${uuid}*` }],
    ['end-limited', { binding: `${uuid}*` }],
    ['transfer', { notice: `${uuid}*`, answer: 'object*' }],
    ['not-my-number', { binding: `${uuid}*` }],
    ['seen', { notices: [`${uuid}*`] }],
    ['push', { subscription: { endpoint: 'https://push.example/x*', keys: { p256dh: 'x*', auth: 'y*' } } }],
    ['hello', { language: 'ru*' }],
  ]
  for (const [name, body] of calls)
    scan(`sqlmap, the app, ${routes.companion}/${name} ${Object.keys(body)[0]}`, (said) =>
      sqlmap(said, `${app}${routes.companion}/${name}`, {
        data: JSON.stringify(body),
        slotted: true,
      }),
    )

  scan(`hydra, ${routes.signIn.password}`, async (name) => {
    const { cookie, csrf } = await places.atPassword(people.sprayed)
    const wrong = Array.from({ length: 59 }, (_, at) => `Almaty-20${at + 10}!`)
    return hydra(name, origin, {
      path: routes.signIn.password,
      csrf,
      cookie,
      passwords: [...wrong, 'Qazaqstan-2026!'],
    })
  })
  return scans
}
