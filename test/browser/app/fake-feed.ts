import { randomUUID } from 'node:crypto'
import type { Account, Approval, Notice, OpenClaim, Request } from '../../../app/companion/answers.ts'

const minute = 60_000

export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString()

export function anAccount(parts: Partial<Account> = {}): Account {
  return {
    binding: randomUUID(),
    maskedIin: '•••• •••• 0120',
    maskedPhone: '+7 7** *** ** 23',
    madeAt: inMinutes(-60 * 24 * 40),
    state: 'active',
    waitsUntil: null,
    restriction: null,
    ...parts,
  }
}

export function aClaim(parts: Partial<OpenClaim> = {}): OpenClaim {
  return {
    binding: randomUUID(),
    maskedIin: '•••• •••• 0120',
    maskedPhone: '+7 7** *** ** 23',
    madeAt: inMinutes(-2),
    state: 'active',
    waitsUntil: null,
    expiresAt: inMinutes(58),
    ...parts,
  }
}

export function aRequest(parts: Partial<Request> = {}): Request {
  return {
    id: randomUUID(),
    kind: 'recovery',
    binding: 'b1',
    maskedIin: '•••• •••• 0120',
    number: 47,
    browser: 'Chrome, Windows',
    network: '95.56.12.*',
    askedAt: inMinutes(-1),
    sentAt: inMinutes(-1),
    expiresAt: inMinutes(9),
    state: 'open',
    ...parts,
  }
}

export function anApproval(parts: Partial<Approval> = {}): Approval {
  return {
    binding: randomUUID(),
    by: 'b1',
    device: 'Chrome, Android',
    madeAt: inMinutes(-30),
    waitsUntil: inMinutes(60 * 23),
    maskedIin: '•••• •••• 0120',
    ...parts,
  }
}

export function aNotice(parts: Partial<Notice> & Pick<Notice, 'title' | 'body'>): Notice {
  return { id: randomUUID(), at: inMinutes(-5), kind: 'signed-in', state: 'sent', ...parts }
}
