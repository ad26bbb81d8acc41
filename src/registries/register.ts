/** The state registers that Kabinet asks; also their names in addresses, metrics and the log. */
export const registerNames = ['births', 'kindergarten', 'mobile-citizens'] as const
export type RegisterName = (typeof registerNames)[number]

/**
 * A register behind its port: a question, and which of its parts the register confirms. An adapter that gets no answer
 * throws a `RegisterTrouble`, and ends soon after `signal` does; the guard makes of it what a person is told.
 */
export type Register<Question, Answer> = { ask(question: Question, signal?: AbortSignal): Promise<Answer> }
