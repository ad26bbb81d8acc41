/** The kindergarten-queue systems that share these accounts and the companion app. */
export const queueSystems = ['INDIGO', 'SAKURA', 'MINDAL', 'MALAHIT', 'AZAMAT'] as const
export type QueueSystem = (typeof queueSystems)[number]
