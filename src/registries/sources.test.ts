import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { certificateFile } from '../../test/support/register-server.ts'
import { readConfig } from '../config.ts'

const folder = mkdtempSync(join(tmpdir(), 'kabinet-registers-'))
afterAll(() => rmSync(folder, { recursive: true }))

const whole = {
  KABINET_REGISTERS_URL: 'https://registers.example.kz/v1',
  KABINET_REGISTERS_CERT: certificateFile('client'),
  KABINET_REGISTERS_KEY: certificateFile('client.key'),
  KABINET_REGISTERS_CA: certificateFile('authority'),
}
/** The registers as the configuration gives them, or its problems. */
function read(environment: Record<string, string>) {
  const config = readConfig('demo', environment)
  return config.ok ? config.config.registers : config.problems
}

test('without a word about them, every register is the imported table', () => {
  expect(read({})).toEqual({ births: 'local', kindergarten: 'local', 'mobile-citizens': 'local' })
})

test('each register is chosen by itself', () => {
  const service = expect.objectContaining({
    url: 'https://registers.example.kz/v1',
    certificate: expect.stringContaining('BEGIN CERTIFICATE'),
    key: expect.stringContaining('PRIVATE KEY'),
    authority: expect.stringContaining('BEGIN CERTIFICATE'),
  })
  expect(read({ ...whole, KABINET_REGISTER_MOBILE_CITIZENS: 'http' })).toEqual({
    births: 'local',
    kindergarten: 'local',
    'mobile-citizens': service,
  })
  const all = { KABINET_REGISTER_BIRTHS: 'http', KABINET_REGISTER_KINDERGARTEN: 'http' }
  expect(read({ ...whole, ...all })).toEqual({
    births: service,
    kindergarten: service,
    'mobile-citizens': 'local',
  })
})

describe('problems', () => {
  const broken = join(folder, 'broken.pem')
  writeFileSync(broken, 'not a certificate')
  test.each<[string, Record<string, string>, string[]]>([
    ['a register without a service', { KABINET_REGISTER_BIRTHS: 'http' }, ['_URL, KABINET_REGISTERS_CERT']],
    [
      'half of a set',
      { KABINET_REGISTERS_CERT: whole.KABINET_REGISTERS_CERT },
      ['_URL, KABINET_REGISTERS_KEY, KABINET_REGISTERS_CA missing'],
    ],
    [
      'plain http',
      { ...whole, KABINET_REGISTERS_URL: 'http://registers.example.kz' },
      ['must be an https address'],
    ],
    [
      'a password in the address',
      { ...whole, KABINET_REGISTERS_URL: 'https://a:b@registers.example.kz' },
      ['must be an https address'],
    ],
    [
      'a query',
      { ...whole, KABINET_REGISTERS_URL: 'https://registers.example.kz/?key=1' },
      ['must be an https address'],
    ],
    ['an unknown source', { KABINET_REGISTER_BIRTHS: 'soap' }, ['KABINET_REGISTER_BIRTHS']],
    [
      'a file that is not there',
      { ...whole, KABINET_REGISTERS_CA: join(folder, 'none.pem') },
      ['KABINET_REGISTERS_CA cannot be read'],
    ],
    [
      'no certificate in it',
      { ...whole, KABINET_REGISTERS_CERT: broken },
      ['KABINET_REGISTERS_CERT holds no certificate'],
    ],
    [
      'no key in it',
      { ...whole, KABINET_REGISTERS_KEY: broken },
      ['KABINET_REGISTERS_KEY holds no private key'],
    ],
    [
      'another’s key',
      { ...whole, KABINET_REGISTERS_KEY: certificateFile('server.key') },
      ['is not the key of'],
    ],
    [
      'certificate and key swapped',
      {
        ...whole,
        KABINET_REGISTERS_CERT: whole.KABINET_REGISTERS_KEY,
        KABINET_REGISTERS_KEY: whole.KABINET_REGISTERS_CERT,
      },
      ['_CERT holds no certificate', '_KEY holds no private key'],
    ],
    [
      'everything at once',
      { KABINET_REGISTERS_URL: 'ftp://x', KABINET_REGISTERS_CA: broken, KABINET_PUBLIC_ORIGIN: 'x/y' },
      [
        'KABINET_PUBLIC_ORIGIN',
        '_CERT, KABINET_REGISTERS_KEY missing',
        'must be an https',
        '_CA holds no certificate',
      ],
    ],
  ])('%s', (_, environment, problems) => {
    expect(read(environment)).toEqual(problems.map((problem) => expect.stringContaining(problem)))
  })

  test('none of them says what a file holds', () => {
    const said = JSON.stringify(
      read({ ...whole, KABINET_REGISTERS_CERT: broken, KABINET_REGISTERS_CA: broken }),
    )
    expect(said).not.toContain('not a certificate')
    expect(said).not.toContain('BEGIN')
  })
})
