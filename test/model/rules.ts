import { act as activating, countsFrom } from './rules-of-activation.ts'
import {
  type Account,
  type Action,
  bindingOf,
  flowOf,
  inForce,
  isLive,
  newest,
  type Outcome,
  type Request,
  type Whose,
  type World,
  waits,
} from './world.ts'

/**
 * The rules of issue and policy, as small as they can be said: what one act changes and what the person is told.
 * `undefined`: there is nothing that the act could be done to.
 */
export function act(world: World, action: Action): Outcome | undefined {
  switch (action.do) {
    case 'ask':
      return ask(world, action.browser, action.whose)
    case 'send': {
      const flow = flowOf(world, action.browser)
      return flow ? send(world, action.browser) : { is: 'no-flow' }
    }
    case 'show':
      return withRequest(world, action, show)
    case 'refuse-request':
      return withRequest(world, action, refuse)
    case 'enter':
      return enter(world, action.browser, action.code)
    case 'look':
      return see(world, action.installation) ? { is: 'seen' } : { is: 'unknown' }
    case 'sign-in': {
      if (inForce(world, action.account)?.kind === 'frozen') return undefined
      world.accounts[action.account].sessions += 1
      return { is: 'signed-in' }
    }
    case 'contest':
      return contest(world, action.account)
    case 'freeze':
      return freeze(world, action.account)
    case 'register':
      world.register = action.says
      return { is: 'noted' }
    case 'wait':
      world.now += action.seconds * 1000
      return { is: 'waited' }
    default:
      return activating(world, action)
  }
}

function ask(world: World, browser: number, whose: Whose): Outcome {
  const flow = flowOf(world, browser)
  if (flow?.whose === whose) return send(world, browser)
  if (flow) end(world, flow.request, 'replaced')
  world.browsers[browser] = {
    whose,
    request: begin(world, browser, whose),
    until: world.now + world.limits.recovery.flow.lifetimeSeconds * 1000,
  }
  return page(world, browser, 'asked')
}

function begin(world: World, browser: number, whose: Whose): number {
  const expiresAt = world.now + world.limits.recovery.flow.lifetimeSeconds * 1000
  const unanswered = { code: null, codeUntil: 0, codeBinding: null, bmg: null, ended: null, endedAt: 0 }
  return (
    world.requests.push({
      browser,
      whose,
      expiresAt,
      sentAt: world.now,
      tries: 0,
      codeTries: 0,
      ...unanswered,
    }) - 1
  )
}

function send(world: World, browser: number): Outcome {
  const flow = flowOf(world, browser)
  const request = flow && world.requests[flow.request]
  if (!flow || !request) return { is: 'no-flow' }
  if (!isLive(world, request)) {
    flow.request = begin(world, browser, flow.whose)
    return page(world, browser, 'asked')
  }
  if (request.codeTries > 0 || request.codeUntil <= world.now) request.code = null
  Object.assign(request, { sentAt: world.now, tries: 0, codeTries: 0 })
  return page(world, browser, 'sent')
}

/** The recovery page is shown: with the one-time password that lives, or a new one, or that it was used. */
export function page(world: World, browser: number, is: string): Outcome {
  const request = flowOf(world, browser)?.request
  if (request === undefined) return { is: 'no-flow' }
  const own = world.secrets.filter((each) => each.request === request)
  if (own.some(({ used }) => used)) return { is, request }
  const { tries, lifetimeSeconds } = world.limits.activation.oneTimePassword
  const current = world.secrets.findLastIndex(
    (each) => each.request === request && each.until > world.now && each.tries < tries,
  )
  if (current >= 0) return { is, request, secret: current }
  const { whose } = world.requests[request] ?? { whose: 'nobody' }
  const until = world.now + lifetimeSeconds * 1000
  const account = whose === 'nobody' ? null : whose
  return { is, request, secret: world.secrets.push({ request, account, until, tries: 0, used: false }) - 1 }
}

function end(world: World, place: number, how: NonNullable<Request['ended']>) {
  const request = world.requests[place]
  if (!request || request.ended) return
  Object.assign(request, { ended: how, endedAt: world.now, code: null })
}

/** An installation speaks; false when nobody knows it. */
export function see(world: World, installation: number): boolean {
  const seen = world.seen[installation]
  if (seen === null || seen === undefined) return false
  // The server writes it at most once a minute.
  if (world.now - seen >= 60_000) world.seen[installation] = world.now
  return true
}

type Asked = { place: number; request: Request; binding: number; account: Account }

function withRequest(
  world: World,
  action: { installation: number; request: number },
  then: (world: World, asked: Asked) => Outcome,
): Outcome | undefined {
  const place = newest(world.requests, action.request)
  const request = place === undefined ? undefined : world.requests[place]
  if (place === undefined || !request) return undefined
  if (!see(world, action.installation)) return { is: 'unknown' }
  const binding = bindingOf(world, action.installation, request.whose)
  const { whose: account } = request
  if (!isLive(world, request) || binding === undefined || account === 'nobody') return { is: 'gone' }
  return then(world, { place, request, binding, account })
}

function show(world: World, { place, request, binding, account }: Asked): Outcome {
  const { limits, now } = world
  if (request.sentAt <= now - limits.recovery.request.answerSeconds * 1000) return { is: 'gone' }
  if (inForce(world, account)?.kind === 'frozen') return { is: 'frozen' }
  const own = world.bindings[binding]
  if (!own || waits(world, own)) return { is: 'waits' }
  Object.assign(request, { bmg: world.register, codeBinding: binding })
  if (world.register === 'mismatch') {
    request.code = null
    return { is: 'number-not-yours' }
  }
  request.code = world.codes.push({ request: place, binding }) - 1
  request.codeUntil = Math.min(now + limits.codes.code.lifetimeSeconds * 1000, request.expiresAt)
  return { is: 'code', code: request.code, binding, request: place }
}

function refuse(world: World, { place, request, binding }: Asked): Outcome {
  const own = world.bindings[binding]
  if (!own || waits(world, own)) return { is: 'waits' }
  if (request.bmg === 'mismatch') return { is: 'number-not-yours' }
  end(world, place, 'refused')
  return { is: 'refused', request: place }
}

function enter(world: World, browser: number, typed: 'own' | 'wrong' | number): Outcome | undefined {
  const given = codeOf(world, browser, typed)
  if (given === undefined) return undefined
  const flow = flowOf(world, browser)
  const request = flow && world.requests[flow.request]
  if (!flow || !request) return { is: 'no-flow' }
  const { limits, now } = world
  const most = limits.recovery.request.tries
  // The page tells what its own time says, whatever came of the code.
  const isPast = now - request.sentAt > limits.recovery.request.answerSeconds * 1000
  const wrong = (tries: number) => page(world, browser, isPast ? 'wrong, too late' : `wrong, ${tries} left`)
  const counts = request.tries < most && (request.ended !== null || isLive(world, request))
  const left = counts ? most - request.tries - 1 : 0
  if (counts) request.tries += 1
  if (!counts || request.ended) return wrong(left)
  const isAlive = request.code !== null && request.codeUntil > now
  if (isAlive) request.codeTries += 1
  const isMatch = isAlive && request.codeTries <= limits.codes.code.tries && given === request.code
  if (!isMatch || request.whose === 'nobody') return wrong(left)
  if (inForce(world, request.whose)?.kind === 'frozen') return wrong(0)
  return redeem(world, flow.request, request, request.whose)
}

/** Which code a person types: the newest that was shown for this browser, any other, or none that exists (−1). */
export function codeOf(world: World, browser: number, typed: 'own' | 'wrong' | number): number | undefined {
  if (typed === 'wrong') return -1
  if (typed !== 'own') return newest(world.codes, typed)
  const place = world.codes.findLastIndex(({ request }) => world.requests[request]?.browser === browser)
  return place < 0 ? undefined : place
}

function redeem(world: World, place: number, request: Request, account: Account): Outcome {
  const { limits, now } = world
  const whose = world.accounts[account]
  end(world, place, 'done')
  world.browsers[request.browser] = null
  whose.password += 1
  whose.sessions = 0
  world.requests.forEach((each, other) => {
    if (each.whose === account) end(world, other, 'replaced')
  })
  for (const secret of world.secrets) {
    if (secret.account === account && secret.request === null) secret.until = Math.min(secret.until, now)
  }
  const binding = world.bindings[request.codeBinding ?? -1]
  const young = limits.recovery.limitedMode.youngInstallationSeconds * 1000
  const isYoung = binding === undefined || now - countsFrom(binding) < young
  const until = now + limits.recovery.limitedMode.lifetimeSeconds * 1000
  for (const reason of [isYoung, request.bmg === 'not-registered']) {
    if (reason)
      whose.restrictions.push({ kind: 'limited', isContest: false, since: now, until, ended: false })
  }
  return { is: 'done', request: place }
}

function contest(world: World, account: Account): Outcome | undefined {
  const whose = world.accounts[account]
  if (whose.password === 0 || whose.hasCase) return undefined
  whose.hasCase = true
  whose.restrictions.push({
    kind: 'limited',
    isContest: true,
    since: world.now,
    until: Number.POSITIVE_INFINITY,
    ended: false,
  })
  return { is: 'contested' }
}

function freeze(world: World, account: Account): Outcome | undefined {
  const whose = world.accounts[account]
  if (!whose.hasCase || inForce(world, account)?.kind === 'frozen') return undefined
  const until = Number.POSITIVE_INFINITY
  whose.restrictions.push({ kind: 'frozen', isContest: true, since: world.now, until, ended: false })
  return { is: 'frozen' }
}
