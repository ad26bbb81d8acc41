/** The time, passed in so that tests can move it. */
export type Clock = { now(): Date }

/** Randomness, passed in so that tests can repeat it. In production a CSPRNG (NIST SP 800-90A). */
export type Random = { bytes(length: number): Buffer }
