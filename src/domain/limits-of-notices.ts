import { day, hour, limit, minute } from './limit.ts'

/** Naming an e-mail address for notices: part of the one table, `limits.ts`. */
export const noticeLimits = {
  addresses: {
    perAccount: limit(
      { addresses: 2 },
      {
        filledBy: 'the owner, in Security; one more may wait for its code',
        stops: 'one event sent to a crowd',
        source: 'our own',
      },
    ),
    code: limit(
      { digits: 6, lifetimeSeconds: 10 * minute, tries: 5, triesWindowSeconds: hour },
      {
        filledBy: 'the owner, for one address; a further code does not refill the tries',
        stops: 'notices sent to a mailbox whose owner has not asked for them',
        source: 'V6.5.1, V6.5.5, B§3.1.3.2; tries our own',
      },
    ),
    codesPerAccount: limit(
      { messages: 5, windowSeconds: day },
      {
        filledBy: 'the owner who asks for codes, for whichever address',
        stops: 'one account used to write to many strangers',
        source: 'V6.6.4; numbers our own',
      },
    ),
    codesPerAddress: limit(
      { messages: 5, windowSeconds: day, gapSeconds: minute },
      {
        filledBy:
          'every account that names the address; meanwhile its owner waits, and notices that already go there do not',
        stops: 'a mailbox flooded with codes through many accounts',
        source: 'our own',
      },
    ),
  },
}
