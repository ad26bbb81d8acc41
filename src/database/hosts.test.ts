import { expect, test } from 'vitest'
import { parseDatabaseUrl } from './hosts.ts'

test.each([
  ['postgres://u:p@db/kabinet', [{ host: 'db', port: 5432 }]],
  [
    'postgresql://u:p@h1:6432,h2:5433/kabinet?sslmode=require',
    [
      { host: 'h1', port: 6432 },
      { host: 'h2', port: 5433 },
    ],
  ],
  [
    'postgres://u:p%40ss@h1,[2001:db8::1]:5433/kabinet',
    [
      { host: 'h1', port: 5432 },
      { host: '2001:db8::1', port: 5433 },
    ],
  ],
  ['postgres://kabinet@%2Frun%2Fpostgresql/kabinet', [{ host: '/run/postgresql', port: 5432 }]],
  ['postgres:///kabinet?host=/run/postgresql', [{ host: '/run/postgresql', port: 5432 }]],
])('%s', (url, hosts) => {
  expect(parseDatabaseUrl(url)).toMatchObject({ ok: true, hosts })
})

test.each(['', 'db:5432', 'mysql://db/x', 'postgres://u:p@h1:port/x', 'postgres://u:p@h1:5432:1/x'])(
  'refuses %j',
  (url) => {
    expect(parseDatabaseUrl(url)).toEqual({ ok: false, problem: 'not-a-postgres-url' })
  },
)
