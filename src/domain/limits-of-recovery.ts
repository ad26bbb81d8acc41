import { day, hour, limit, minute } from './limit.ts'

/** Getting an account back: part of the one table, `limits.ts`. */
export const recoveryLimits = {
  codes: {
    code: limit(
      { digits: 4, lifetimeSeconds: 10 * minute, tries: 3 },
      {
        filledBy: 'the browser that asked for the code',
        stops: 'guessing a code: 3 in 10,000 for each one the owner shows',
        source: 'V6.5.1, V6.5.5, V6.6.2; 4 digits from the manual',
      },
    ),
    wrongPerAccount: limit(
      { tries: 15, windowSeconds: 30 * day, digitsBeyond: 6 },
      {
        filledBy: 'wrong tries on codes that the owner showed',
        stops: 'patient guessing of one account: past it that account’s codes are longer',
        source: 'B§3.1.3.2; numbers our own',
      },
    ),
    wrongOverall: limit(
      { failures: 50, windowSeconds: hour, digitsBeyond: 6 },
      {
        filledBy: 'everybody',
        stops: 'guessing spread over many accounts: past it every code is longer and an alarm rings',
        source: 'our own',
      },
    ),
    smsProof: limit(
      { digits: 6, lifetimeSeconds: 10 * minute, tries: 3 },
      {
        filledBy: 'the person who activates the app',
        stops: 'binding a number that one does not hold',
        source: 'V6.5.1, V6.5.5; tries our own',
      },
    ),
    smsSent: limit(
      { messages: 30, windowSeconds: day, gapSeconds: minute },
      {
        filledBy:
          'whoever asks for the proof with the pages of one IIN, or in its cabinet, each for one number; the gap is of one installation',
        stops: 'a number flooded with SMS; who knows the number alone fills nothing of its owner’s',
        source: 'our own',
      },
    ),
  },
  alerts: {
    perAccount: limit(
      { alerts: 3, windowSeconds: day, gapSeconds: minute },
      {
        filledBy: 'anyone, from browsers that the account does not trust',
        stops: 'tiring the owner with pushes; an opened app still lists every request',
        source: 'V6.6.4; numbers our own',
      },
    ),
    perTrustedBrowser: limit(
      { alerts: 3, windowSeconds: day, gapSeconds: minute },
      {
        filledBy: 'the holder of one trusted browser',
        stops: 'strangers using up the owner’s alerts',
        source: 'our own',
      },
    ),
  },
  activation: {
    oneTimePassword: limit(
      { digits: 13, qrBits: 128, lifetimeSeconds: 10 * minute, tries: 5 },
      {
        filledBy: 'whoever types it in the app',
        stops: 'binding a phone without the page that shows the password',
        source: 'B§4.1.2.2; tries our own',
      },
    ),
    wrongNumbersPerAccount: limit(
      { tries: 30, windowSeconds: day },
      {
        filledBy: 'anyone who types a wrong number with this account’s one-time passwords',
        stops: 'finding the number by trying; past it public activation waits or needs the SMS proof',
        source: 'our own',
      },
    ),
    publicPerAccount: limit(
      { bindings: 6, windowSeconds: day },
      {
        filledBy: 'anyone who knows IIN and number and activates apps from public pages',
        stops:
          'an owner flooded with notices of new apps; past it public activation waits, and the cabinet’s does not',
        source: 'V6.6.4; numbers our own',
      },
    ),
    perInstallation: limit(
      { attempts: 10, firstBlockSeconds: 30, longestBlockSeconds: hour, windowSeconds: day },
      {
        filledBy: 'one installation that brings wrong passwords, tokens or numbers',
        stops: 'trying one-time passwords; an address is only delayed, as at sign-in',
        source: 'V6.3.1; numbers our own',
      },
    ),
    installations: limit(
      { perAccount: 3, seenWithinSeconds: 30 * day, unapprovedWaitSeconds: day },
      {
        filledBy: 'installations bound to the account',
        stops: 'a new installation getting codes before an older one could say “not me”',
        source: 'our own',
      },
    ),
  },
  recovery: {
    flow: limit(
      { lifetimeSeconds: hour },
      {
        filledBy: 'the person on the recovery page',
        stops: 'a request for a password staying open on a shared computer',
        source: 'our own',
      },
    ),
    request: limit(
      { answerSeconds: 10 * minute, tries: 3, openPerAddress: 5, againSeconds: 20 },
      {
        filledBy:
          'the browser that asked, since it last pressed «Отправить», which does nothing sooner than 20 s after the last; past five from one address for one IIN the oldest ends',
        stops: 'the owner answering a request that nobody waits for, and an app full of them',
        source: 'V6.5.5, V6.6.2; numbers our own',
      },
    ),
    startsPerAddress: limit(
      { starts: 20, windowSeconds: 10 * minute, firstDelaySeconds: 1, longestDelaySeconds: 8 },
      {
        filledBy: 'everybody behind one address (IPv6: one /64)',
        stops: 'recoveries begun for a whole list of IINs; it only delays, as at sign-in',
        source: 'V6.3.1; numbers our own',
      },
    ),
    sendsPerAddress: limit(
      { requests: 30, windowSeconds: 10 * minute, firstDelaySeconds: 1, longestDelaySeconds: 8 },
      {
        filledBy: 'everybody behind one address (IPv6: one /64) who presses «Отправить»',
        stops: 'requests that are sent again and again; it only delays, as at sign-in',
        source: 'V15.2.2; numbers our own',
      },
    ),
    limitedMode: limit(
      { lifetimeSeconds: day, youngInstallationSeconds: day },
      {
        filledBy: 'a recovery whose code came from a young installation',
        stops: 'a thief changing number and devices before the owner hears of it',
        source: 'V6.3.7; numbers our own',
      },
    ),
    contest: limit(
      { lifetimeSeconds: 30 * day },
      {
        filledBy: 'a person who knows the replaced password',
        stops: 'a stolen account staying stolen',
        source: 'our own',
      },
    ),
  },
}
