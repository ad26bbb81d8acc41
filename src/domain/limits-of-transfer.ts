import { day, hour, limit, minute } from './limit.ts'

/** Moving a child’s account to a parent: part of the one table, `limits.ts`. */
export const transferLimits = {
  transfer: {
    flow: limit(
      { lifetimeSeconds: hour },
      {
        filledBy: 'the claimant between the first question and «Переоформить»',
        stops: 'answers about a child staying on a shared computer',
        source: 'our own',
      },
    ),
    verdictSlot: limit(
      { slotMilliseconds: 2000 },
      {
        filledBy: 'nobody: every verdict on the answers comes at the next multiple of it',
        stops: 'telling by the time which answer was wrong, or which register was asked',
        source: 'V6.3.8; number our own',
      },
    ),
    answersPerPair: limit(
      { attemptsADay: 3, dayWindowSeconds: day, attemptsAMonth: 5, monthWindowSeconds: 30 * day },
      {
        filledBy: 'anyone who names this child and this parent',
        stops: 'finding the answers by trying',
        source: 'A§2.5.1; numbers our own',
      },
    ),
    answersPerChild: limit(
      { attempts: 20, windowSeconds: 30 * day },
      {
        filledBy: 'anyone who names this child',
        stops:
          'trying every adult against one child; past it a number that BMG gives to the parent is needed',
        source: 'our own',
      },
    ),
    caseNumbers: limit(
      { tries: 10, windowSeconds: day },
      {
        filledBy: 'one address that types case numbers for one IIN',
        stops: 'finding the number of somebody’s stopped claim; the questions can always be answered anew',
        source: 'our own',
      },
    ),
    numbersPerFlow: limit(
      { numbers: 3 },
      {
        filledBy: 'the claimant in one flow; the same number again is not a new one',
        stops: 'searching for a number that BMG accepts',
        source: 'our own',
      },
    ),
    numbersPerAddress: limit(
      { requests: 20, windowSeconds: 10 * minute, firstDelaySeconds: 1, longestDelaySeconds: 8 },
      {
        filledBy: 'everybody behind one address (IPv6: one /64) who presses «Получить код»',
        stops: 'crowding BMG with questions about numbers; it only delays, as at sign-in',
        source: 'V15.2.2; numbers our own',
      },
    ),
    objection: limit(
      { lifetimeSeconds: 30 * day },
      {
        filledBy: 'the former holder',
        stops: 'a child staying under a wrong account; a closed account can be signed in to as long',
        source: 'our own',
      },
    ),
    limitedMode: limit(
      { lifetimeSeconds: 3 * day },
      {
        filledBy: 'a transfer that the former holder has not approved',
        stops: 'a wrongful transfer being used before the former holder objects',
        source: 'our own',
      },
    ),
  },
}
