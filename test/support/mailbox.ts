import { afterAll } from 'vitest'
import { makeSmtpSender } from '../../src/notify/adapters/smtp.ts'
import { makePushSender } from '../../src/notify/push.ts'
import { startWorker, usualSettings } from '../../src/notify/worker.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newEmail } from './addresses.ts'
import { type Mail, type MailServer, startMailServer } from './mail-server.ts'
import type { Person } from './people.ts'
import { newTestPortal, type PortalOptions, type TestPortal } from './portal.ts'

/** A portal whose mails leave over a real socket. */
export type MailingPortal = TestPortal & {
  readonly server: MailServer
  /** What has come to a mailbox, once everything that is due was sent. */
  inbox(email: string): Promise<readonly Mail[]>
  /** The code in the newest mail to it. */
  code(email: string): Promise<string>
}

export async function newMailingPortal(options: PortalOptions = {}): Promise<MailingPortal> {
  const server = await startMailServer()
  const portal = await newTestPortal({ ...options, config: { mail: server.route, ...options.config } })
  const sending = { timeoutMilliseconds: 2000, mostSockets: 8 }
  const worker = await startWorker(
    portal.parts,
    {
      push: makePushSender(portal.parts, sending),
      sms: undefined,
      mail: makeSmtpSender(server.route, sending),
    },
    // Tests move the clock while a mail is on its way: it would be taken for lost, and sent again.
    { ...usualSettings, leaseSeconds: 3600 },
  )
  afterAll(async () => {
    await worker.stop()
    await server.close()
  })
  const inbox = async (email: string) => {
    await worker.idle()
    return server.inbox(email)
  }
  return {
    ...portal,
    server,
    inbox,
    async code(email) {
      const code = /\b\d{6}\b/.exec((await inbox(email)).at(-1)?.text ?? '')?.[0] ?? ''
      portal.log.forbid(code)
      return code
    },
  }
}

/** Signs in and goes from Security to the page that asks for an address. */
export async function opensAddress(
  portal: TestPortal,
  person: Person,
  options?: ConstructorParameters<typeof Citizen>[1],
): Promise<Citizen> {
  const citizen = newCitizen(portal, options)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/security/address')
  return citizen
}

/** Another address, which no log may hold. */
export function ownEmail(portal: TestPortal) {
  const email = newEmail()
  portal.log.forbid(email)
  return email
}
