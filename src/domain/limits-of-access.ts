import { day, hour, limit, minute } from './limit.ts'
import { passwordLengths } from './password-policy.ts'

/** Signing in, passwords and sessions: part of the one table, `limits.ts`. */
export const accessLimits = {
  signIn: {
    failuresPerIin: limit(
      { attempts: 5, firstBlockSeconds: 30, longestBlockSeconds: hour, windowSeconds: day },
      {
        filledBy: 'anyone, from browsers that the account does not trust',
        stops: 'guessing one person’s password',
        source: 'V6.3.1, B§3.2.2; numbers our own',
      },
    ),
    failuresPerTrustedBrowser: limit(
      { attempts: 5, firstBlockSeconds: 30, longestBlockSeconds: hour, windowSeconds: day },
      {
        filledBy: 'the holder of one trusted browser',
        stops: 'guessing on a borrowed or stolen phone, while strangers cannot lock its owner out',
        source: 'V6.3.1; numbers our own',
      },
    ),
    failuresAfterRecovery: limit(
      { attempts: 5, firstBlockSeconds: 30, longestBlockSeconds: hour, windowSeconds: hour },
      {
        filledBy: 'the browser that has just completed a recovery',
        stops: 'a budget spent by strangers keeping out a person who has a new password',
        source: 'our own',
      },
    ),
    perAddress: limit(
      {
        failures: 20,
        failuresWindowSeconds: 10 * minute,
        iins: 30,
        iinsWindowSeconds: hour,
        firstDelaySeconds: 1,
        longestDelaySeconds: 8,
      },
      {
        filledBy: 'everybody behind one address (IPv6: one /64), trusted browsers apart',
        stops:
          'trying one password on many people; it only delays, since a carrier puts a town behind one address',
        source: 'V6.3.1, V15.3.4; numbers our own',
      },
    ),
    answerSlot: limit(
      { slotMilliseconds: 500 },
      {
        filledBy: 'nobody: failed sign-ins are answered at the next multiple of it',
        stops: 'telling by the time whether an IIN has an account',
        source: 'V6.3.8; number our own',
      },
    ),
    hashQueue: limit(
      { waiting: 150, turnedAwayFrom: 110 },
      {
        filledBy: 'everybody who signs in at the same moment',
        stops:
          'a flood of sign-ins exhausting memory and cores: from the second number on passwords are turned away at the door, before any work, and IINs already when those on their way to a password make up the rest; beyond the first the answer is “busy”',
        source: 'V15.2.2; number our own',
      },
    ),
    flow: limit(
      { lifetimeSeconds: 30 * minute },
      {
        filledBy: 'the person between step 1 and step 2',
        stops: 'a typed IIN staying on a shared computer',
        source: 'our own',
      },
    ),
  },
  passwords: {
    length: limit(
      {
        withRules: passwordLengths.withRules,
        ofAnyKind: passwordLengths.ofAnyKind,
        mostBytes: passwordLengths.mostBytes,
      },
      {
        filledBy: 'the person who chooses a password',
        stops: 'weak passwords, and hashing work that grows with the input',
        source: 'B§3.1.1.2, V6.2.1, V6.2.9; the manual',
      },
    ),
  },
  sessions: {
    life: limit(
      { idBits: 128, idleSeconds: 30 * minute, overallSeconds: 12 * hour, warningSeconds: 2 * minute },
      {
        filledBy: 'the person who is signed in',
        stops: 'guessing a session, and using one that was left open',
        source: 'V7.2.3, V7.3.1, V7.3.2, WCAG 2.2.1; durations our own',
      },
    ),
    reauthentication: limit(
      { freshSeconds: 10 * minute },
      {
        filledBy: 'the person who opens Security',
        stops: 'changes by whoever finds an open session',
        source: 'V7.5.1; number our own',
      },
    ),
    trustedBrowser: limit(
      { lifetimeSeconds: 90 * day, idBits: 128 },
      {
        filledBy: 'nobody: earned by a sign-in outside limited mode',
        stops: 'a forgotten browser keeping its own budget for ever',
        source: 'our own',
      },
    ),
  },
}
