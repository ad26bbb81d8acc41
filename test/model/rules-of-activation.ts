import { page, see } from './rules.ts'
import {
  type Account,
  type Action,
  type Binding,
  bindingOf,
  inForce,
  newest,
  type Outcome,
  type Secret,
  type World,
  waits,
} from './world.ts'

/** The acts that bind installations, and what older ones say about newer ones. */
export function act(world: World, action: Action): Outcome | undefined {
  switch (action.do) {
    case 'open-cabinet':
      return openCabinet(world, action.account)
    case 'activate':
      return activate(world, action)
    case 'refuse-binding':
    case 'approve':
      return answer(world, action)
    case 'end-limited':
      return endLimited(world, action.installation, action.account)
    case 'remove': {
      if (!see(world, action.installation)) return { is: 'unknown' }
      world.bindings.forEach((each, place) => {
        if (each.installation === action.installation) end(world, place)
      })
      world.seen[action.installation] = null
      return { is: 'removed' }
    }
    default:
      return undefined
  }
}

function openCabinet(world: World, account: Account): Outcome {
  const { tries, lifetimeSeconds } = world.limits.activation.oneTimePassword
  const current = world.secrets.findLastIndex(
    (each) =>
      each.account === account &&
      each.request === null &&
      !each.used &&
      each.until > world.now &&
      each.tries < tries,
  )
  if (current >= 0) return { is: 'opened', secret: current }
  const until = world.now + lifetimeSeconds * 1000
  return {
    is: 'opened',
    secret: world.secrets.push({ request: null, account, until, tries: 0, used: false }) - 1,
  }
}

function activate(world: World, action: Extract<Action, { do: 'activate' }>): Outcome | undefined {
  let place: number | undefined
  let request: { request?: number } = {}
  if (action.from === 'page') {
    const shown = page(world, action.which, 'page')
    if (shown.secret === undefined) return { is: shown.is === 'no-flow' ? 'no-flow' : 'used' }
    place = shown.secret
    if (shown.request !== undefined) request = { request: shown.request }
  } else place = newest(world.secrets, action.which)
  const secret = place === undefined ? undefined : world.secrets[place]
  if (place === undefined || !secret) return undefined
  // The app says hello first.
  world.seen[action.installation] = world.now
  const outcome = claim(world, secret, action.installation, action.isRightNumber)
  return { ...outcome, ...request, secret: place }
}

function claim(world: World, secret: Secret, installation: number, isRightNumber: boolean): Outcome {
  const { limits, now } = world
  const refused = { is: 'refused' }
  if (secret.used || secret.until <= now || secret.tries >= limits.activation.oneTimePassword.tries)
    return refused
  secret.tries += 1
  const { account } = secret
  if (!isRightNumber || account === null) return refused
  const restriction = inForce(world, account)
  if (restriction?.kind === 'frozen') return refused
  const through = secret.request !== null || restriction ? 'public' : 'cabinet'
  const own = bindingOf(world, installation, account)
  const had = own === undefined ? undefined : world.bindings[own]
  if (had && own !== undefined && (through === 'public' || had.through === 'cabinet')) {
    secret.used = true
    return { is: waits(world, had) ? 'waits' : 'active', binding: own }
  }
  const others = world.bindings.filter((each) => each.alive && each.account === account && each !== had)
  const { installations } = limits.activation
  const isSilent = (each: Binding) =>
    now - (world.seen[each.installation] ?? 0) > installations.seenWithinSeconds * 1000
  if (others.length >= installations.perAccount) {
    const bySilence = others.toSorted((a, b) => seenAt(world, a) - seenAt(world, b))
    const isSettled = (each: Binding) =>
      each.approved ||
      each.through === 'cabinet' ||
      now - each.madeAt > installations.seenWithinSeconds * 1000
    const replaced = bySilence.find(isSilent) ?? others.findLast((each) => !isSettled(each))
    if (!replaced) return refused
    end(world, world.bindings.indexOf(replaced))
  }
  secret.used = true
  if (had && own !== undefined) {
    Object.assign(had, { through, waitsUntil: null })
    return { is: 'active', binding: own }
  }
  const isAsked = through === 'public' && others.some((each) => !isSilent(each))
  const waitsUntil = isAsked ? now + installations.unapprovedWaitSeconds * 1000 : null
  const fresh = {
    account,
    installation,
    madeAt: now,
    through,
    waitsUntil,
    approved: false,
    alive: true,
  } as const
  return { is: isAsked ? 'waits' : 'active', binding: world.bindings.push({ ...fresh }) - 1 }
}

function seenAt(world: World, binding: Binding): number {
  return world.seen[binding.installation] ?? 0
}

/** A binding ends, and with it the codes that it has shown. */
function end(world: World, place: number) {
  const binding = world.bindings[place]
  if (!binding?.alive) return
  binding.alive = false
  for (const request of world.requests) {
    if (request.codeBinding === place && request.ended === null) Object.assign(request, { code: null })
  }
}

/** An unanswered newcomer is as old as the time since its wait ended. */
export function countsFrom(binding: Binding): number {
  return binding.approved ? binding.madeAt : (binding.waitsUntil ?? binding.madeAt)
}

/** Whether a binding was there a day before what put the account under a restriction. */
function isOlder(world: World, own: Binding, since: number): boolean {
  return countsFrom(own) <= since - world.limits.recovery.limitedMode.youngInstallationSeconds * 1000
}

function answer(
  world: World,
  action: { do: 'approve' | 'refuse-binding'; installation: number; binding: number },
): Outcome | undefined {
  const place = newest(world.bindings, action.binding)
  const target = place === undefined ? undefined : world.bindings[place]
  if (place === undefined || !target) return undefined
  if (!see(world, action.installation)) return { is: 'unknown' }
  const own = world.bindings[bindingOf(world, action.installation, target.account) ?? -1]
  if (!own || !target.alive || own === target || !waits(world, target) || own.madeAt >= target.madeAt)
    return { is: 'gone' }
  if (waits(world, own)) return { is: 'waits' }
  if (action.do === 'refuse-binding') {
    end(world, place)
    return { is: 'refused', binding: place }
  }
  const restriction = inForce(world, target.account)
  if (restriction?.kind === 'frozen') return { is: 'frozen' }
  if (restriction && !isOlder(world, own, restriction.since)) return { is: 'waits' }
  target.approved = true
  return { is: 'approved', binding: place }
}

function endLimited(world: World, installation: number, account: Account): Outcome | undefined {
  const place = bindingOf(world, installation, account)
  const own = place === undefined ? undefined : world.bindings[place]
  if (place === undefined || !own) return undefined
  if (!see(world, installation)) return { is: 'unknown' }
  const restriction = inForce(world, account)
  if (!restriction) return { is: 'gone' }
  if (restriction.kind === 'frozen') return { is: 'frozen' }
  const showedIt = world.requests.some(
    (each) => each.codeBinding === place && each.ended === 'done' && each.endedAt >= restriction.since,
  )
  if (restriction.isContest || waits(world, own) || !isOlder(world, own, restriction.since) || showedIt)
    return { is: 'waits' }
  for (const each of world.accounts[account].restrictions) {
    if (each.kind === 'limited' && !each.isContest && each.until > world.now) each.ended = true
  }
  return { is: 'ended', binding: place }
}
