import { z } from 'zod'
import type { JsonService } from './json-service.ts'

export const healthPath = '/health'
const health = z.enum(['up', 'down', 'absent'])
export const healthForm = z.strictObject({ births: health, kindergarten: health, 'mobile-citizens': health })

/** How each register behind the service is; `absent` where it serves no such register. Asks about nobody. */
export function askHealth(service: JsonService): Promise<z.infer<typeof healthForm>> {
  return service.look(healthPath, healthForm)
}
