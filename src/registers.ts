import type { Logger } from 'pino'
import type { Parts, Registers } from './http/parts.ts'
import { httpBirths } from './registries/adapters/http-births.ts'
import { httpKindergarten } from './registries/adapters/http-kindergarten.ts'
import { httpMobileCitizens } from './registries/adapters/http-mobile-citizens.ts'
import { type JsonService, makeJsonService } from './registries/adapters/json-service.ts'
import { localBirths } from './registries/adapters/local-births.ts'
import { localKindergarten } from './registries/adapters/local-kindergarten.ts'
import { localMobileCitizens } from './registries/adapters/local-mobile-citizens.ts'
import { type MutualTls, makeExchange } from './registries/adapters/mutual-tls.ts'
import { guard, type Patience, usualPatience, type Watch } from './registries/guard.ts'
import type { MobileCitizensFact, MobileCitizensQuestion } from './registries/mobile-citizens.ts'
import type { RegisterName } from './registries/register.ts'

type Given = Pick<Parts, 'config' | 'database' | 'keyring' | 'clock' | 'random' | 'log' | 'metrics'>

/** Each register from where the configuration says, behind its guard. */
export function makeRegisters(parts: Given, patience: Partial<Patience> = {}): Registers {
  const { keyring, clock, random, metrics } = parts
  const { reader } = parts.database
  const { births, kindergarten, 'mobile-citizens': mobileCitizens } = parts.config.registers
  const places = patience.places ?? usualPatience.places
  // Connections of its own for each: a register that hangs must not hold the others'.
  const service = (source: MutualTls): JsonService =>
    makeJsonService(makeExchange(source, { mostSockets: places }), random)
  const given = (name: Watched) => ({ clock, patience, watch: makeWatch(name, parts.log, metrics) })
  const citizens = (name: Watched) =>
    guard<MobileCitizensQuestion, MobileCitizensFact, 'UNAVAILABLE' | 'BUSY'>(
      mobileCitizens === 'local'
        ? localMobileCitizens(reader, keyring)
        : httpMobileCitizens(service(mobileCitizens)),
      'UNAVAILABLE',
      { ...given(name), busy: 'BUSY' },
    )
  // Anyone asks about a claim's number: what fills, slows or shuts that way must not touch the one that guards codes.
  const ofClaims = citizens('mobile-citizens')
  const ofApps = citizens('mobile-citizens-of-apps')
  return {
    births: guard(
      births === 'local' ? localBirths(reader, keyring) : httpBirths(service(births)),
      { is: 'unavailable' } as const,
      given('births'),
    ),
    kindergarten: guard(
      kindergarten === 'local' ? localKindergarten(reader, keyring) : httpKindergarten(service(kindergarten)),
      { is: 'unavailable' } as const,
      given('kindergarten'),
    ),
    mobileCitizens: { ask: (question) => (question.from === 'app' ? ofApps : ofClaims).ask(question) },
  }
}

/** Under which a register is watched; the mobile citizens' has two ways in. */
type Watched = RegisterName | 'mobile-citizens-of-apps'

const gaugeOf = { closed: 0, 'half-open': 1, open: 2 } as const

function makeWatch(register: Watched, log: Logger, metrics: Parts['metrics']): Watch {
  metrics.registerBreaker.set({ register }, gaugeOf.closed)
  return {
    asked(outcome, seconds) {
      metrics.registerAnswers.inc({ register, outcome })
      metrics.registerSeconds.observe({ register }, seconds)
    },
    trouble({ code, detail, requestId, cause }) {
      // That it is left alone was said once, when that began.
      const level = code === 'left-alone' ? 'debug' : 'warn'
      log[level]({ register, problem: code, detail, requestId, err: cause }, 'a register did not answer')
    },
    breaker(state) {
      metrics.registerBreaker.set({ register }, gaugeOf[state])
      log.warn({ register, breaker: state }, 'a register’s breaker')
    },
  }
}
