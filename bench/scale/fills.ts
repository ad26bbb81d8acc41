import { demoKeys } from '../../src/config.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { crowdHash } from '../crowd.ts'
import { idPrefix } from './lines.ts'

/** How much an account has of what grows with time, on average. Exponential: half have two thirds of that or less, one in a thousand seven times. */
export type Share = {
  readonly sessions: number
  readonly eventsInThreeYears: number
  readonly auditLinesInAYear: number
  /** Of those who would have an app, known browsers and consents, how many do. */
  readonly equipped: number
}
export const full: Share = { sessions: 1.2, eventsInThreeYears: 6, auditLinesInAYear: 4, equipped: 1 }
/** For 10^7, so that it fits on a small disk (20 GB); everything else stays in proportion. */
export const thin: Share = {
  sessions: 0.1,
  eventsInThreeYears: 0.5,
  auditLinesInAYear: 0.2,
  equipped: 0.3,
}

/** What the fills need: numbers and bytes that look drawn but are the same at each run, and the people with their weights. */
export const helpers = `
  create function scale_u(n bigint, k bigint) returns float8 language sql immutable parallel safe
    return (hashint8extended(n, k) & 1048575)::float8 / 1048576;
  create function scale_bytes(n bigint, k bigint) returns bytea language sql immutable parallel safe
    return sha256(int8send(n) || int8send(k));
  create unlogged table scale_people as
    select n, id, iin_index, phone_index, created_at, least(20, -ln(1 - scale_u(n, 0))) as weight
      from (select ('x' || right(id::text, 12))::bit(48)::bigint as n, * from accounts where id::text like '${idPrefix}%') made;
  analyze scale_people`
export const dropHelpers =
  'drop table scale_people; drop function scale_u(bigint, bigint); drop function scale_bytes(bigint, bigint)'

/** Statements that fill one table, in order of time as the service would have written it. */
export type Fill = { readonly table: string; readonly statements: readonly string[] }

const keyring = makeKeyring(demoKeys)
const bytea = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'::bytea`
/** The context of a sealed value names the column only, so one sealed value serves all rows. */
const sealed = (context: string, plain: string) => bytea(keyring.seal(context, plain))
const address = (table: string) => sealed(`${table}.address`, '203.0.113.7')
const installationId = (n: string) => `('01980000-0000-7000-9000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const words = (title: string, body: string) => {
  const text = { title, body: `${title}. ${body}` }
  return sealed('events.words', JSON.stringify({ kk: text, ru: text, en: text }))
}
const someWords = `(array[${[
  words('Место в очереди', 'Ваш ребёнок стоит на 148-м месте в очереди в детский сад.'),
  words('Направление', 'Выдано направление. Подтвердите его в течение трёх рабочих дней.'),
  words('Подтверждение', 'Направление подтверждено, детский сад ждёт документы.'),
].join(', ')}])`

/** Every table that an account, a visit or time makes grow; COPY has filled the others. */
export function fillsOf(share: Share, size: number): readonly Fill[] {
  const hasApp = 0.65 * share.equipped
  return [
    fill(
      'passwords',
      `(account_id, phc_sealed, source_digest, set_by, set_at, replaced_at)
       select id, ${sealed('passwords.phc', crowdHash)}, scale_bytes(n, 1), 'import', created_at, null from scale_people where scale_u(n, 1) < 0.88
       union all
       select id, ${sealed('passwords.phc', crowdHash)}, null, 'recovery', created_at, now() - scale_u(n, 2) * interval '32 days' from scale_people where scale_u(n, 1) < 0.03`,
    ),
    fill(
      'sessions',
      `(id_hash, account_id, created_at, seen_at, expires_at, reauthenticated_at, browser, address_sealed, ended_at, ended_by)
       select scale_bytes(n, 1000 + k), id, at, at + interval '9 minutes', at + interval '12 hours', at, 'Chrome, Android', ${address('sessions')}, at + interval '9 minutes', 'sign-out'
         from (select n, id, k, now() - interval '12 hours' - scale_u(n, 2000 + k) * interval '31 days' as at
                 from scale_people, generate_series(1, floor(weight * ${share.sessions} + scale_u(n, 3))::int) k) past order by at`,
      `(id_hash, account_id, created_at, seen_at, expires_at, reauthenticated_at, browser, address_sealed)
       select scale_bytes(n, 999), id, at, at, at + interval '12 hours', at, 'Safari, iOS', ${address('sessions')}
         from (select n, id, now() - scale_u(n, 4) * interval '30 minutes' as at from scale_people where scale_u(n, 5) < 0.02) living`,
    ),
    fill(
      'trusted_browsers',
      `(browser_hash, account_id, browser, trusted_at, used_at, expires_at)
       select scale_bytes(n, 6), id, 'Chrome, Android', at, at, at + interval '90 days'
         from (select n, id, now() - scale_u(n, 6) * interval '121 days' as at from scale_people where scale_u(n, 7) < ${0.8 * share.equipped}) had order by at`,
    ),
    fill(
      'consents',
      `(account_id, document, version, language, accepted_at, address_sealed)
       select id, document, '2026-11-01', 'ru', created_at, ${address('consents')}
         from scale_people, unnest(array['liability', 'contacts']) document where scale_u(n, 8) < ${0.8 * share.equipped}`,
    ),
    fill(
      'installations',
      `(id, thumbprint, public_key, device, language, push_sealed, created_at, seen_at, bound_at)
       select ${installationId('n')}, scale_bytes(n, 9), '{"kty":"EC","crv":"P-256","x":"${'x'.repeat(43)}","y":"${'y'.repeat(43)}"}', 'Chrome, Android', 'ru',
              case when scale_u(n, 10) < 0.6 then ${sealed('installations.push', '{"endpoint":"https://push.invalid/0123456789abcdef"}')} end,
              created_at, now() - scale_u(n, 11) * interval '40 days', created_at from scale_people where scale_u(n, 12) < ${hasApp}`,
    ),
    fill(
      'transfers',
      `(claimant_index, claimant_sealed, child_index, account_id, former_account_id, made_at, expires_at, answered_at, done_at)
       select p.iin_index, a.iin_sealed, c.child_index, p.id, f.id, at, at + interval '1 hour', at, case when p.n % 5 > 0 then at + interval '10 minutes' end
         from (select *, now() - scale_u(n, 20) * interval '32 days' as at from scale_people where scale_u(n, 21) < 0.008) p
         join accounts a on a.id = p.id join children c on c.account_id = p.id
         left join scale_people f on f.n = p.n + 2 and p.n % 2 = 0 order by at`,
    ),
    fill(
      'bindings',
      `(account_id, installation_id, phone_index, made_through, made_at, removed_at, removed_by)
       select id, ${installationId('n')}, phone_index, 'public', created_at, null, null from scale_people where scale_u(n, 12) < ${hasApp}
       union all
       select id, ${installationId('n')}, phone_index, 'public', created_at, now() - scale_u(n, 13) * interval '93 days', 'replaced' from scale_people where scale_u(n, 12) < 0.06`,
      `(account_id, transfer_id, installation_id, phone_index, made_through, made_at, removed_at, removed_by)
       select case when t.done_at is null then null else t.account_id end, t.id, ${installationId('n')}, p.phone_index, 'public', t.made_at, coalesce(t.done_at, t.expires_at), 'transfer'
         from transfers t join scale_people p on p.id = t.account_id where scale_u(n, 12) < ${hasApp}`,
    ),
    {
      table: 'events',
      statements: months(36).map((month) => eventsOf(month, share.eventsInThreeYears / 36)),
    },
    fill(
      'outbox',
      `(id, account_id, event_id, kind, channel, installation_id, state, tries, next_at, created_at, sent_at, delivered_at)
       select uuidv7(e.at - now()), e.account_id, e.id, e.kind, (array['app', 'push', 'app', 'sms'])[1 + (n % 4)], ${installationId('n')},
              (array['delivered', 'opened', 'delivered', 'sent', 'dead'])[1 + (n % 5)], 1, e.at, e.at, e.at, e.at
         from events e join scale_people p on p.id = e.account_id where e.category = 'security' and e.at > now() - interval '91 days' and scale_u(p.n, 12) < ${hasApp} order by e.at`,
      // A push service that asks to come back later: what a healthy node has waiting.
      `(account_id, kind, channel, installation_id, state, tries, next_at, created_at)
       select id, 'signed-in-new-browser', 'push', ${installationId('n')}, 'queued', 2, now() + interval '2 hours', now() from scale_people where scale_u(n, 12) < ${hasApp} limit ${Math.ceil(size / 5000)}`,
    ),
    fill(
      'recoveries',
      `(account_id, iin_index, request_number, browser, browser_hash, is_trusted, address_sealed, address_mark, asked_at, sent_at, expires_at, ended_at, outcome, code_digits)
       select case when scale_u(n, 14) < 0.85 then id end, case when scale_u(n, 14) < 0.85 then iin_index else scale_bytes(n, 15) end, 10 + n % 90, 'Firefox, Windows', scale_bytes(n, 16), false, ${address('recoveries')},
              scale_bytes(n % 4096, 17), at, at, at + interval '1 hour', case when n % 4 > 0 and at < now() - interval '10 minutes' then at + interval '7 minutes' end, case when n % 4 > 0 and at < now() - interval '10 minutes' then 'done' end, 4
         from (select n, id, iin_index, now() - scale_u(n, 18) * interval '32 days' as at from scale_people where scale_u(n, 19) < 0.06) asked order by at`,
      `(transfer_id, account_id, iin_index, request_number, browser, browser_hash, is_trusted, address_sealed, asked_at, sent_at, expires_at, ended_at, outcome)
       select id, account_id, claimant_index, 42, 'Firefox, Windows', sha256(claimant_index), false, ${address('recoveries')}, made_at, made_at, expires_at, done_at, case when done_at is not null then 'done' end from transfers`,
    ),
    fill(
      'activations',
      `(id, account_id, phone_index, iin_sealed, recovery_id, made_through, browser, password_index, token_index, made_at, expires_at)
       select gen_random_uuid(), account_id, null, ${sealed('activations.iin', '900101300017')}, id, 'public', browser, sha256(uuid_send(id)), sha256(sha256(uuid_send(id))), asked_at, asked_at + interval '10 minutes'
         from recoveries where asked_at > now() - interval '25 hours'`,
    ),
    fill(
      'cases',
      `(number, account_id, transfer_id, kind, opened_by, opened_at, decided_at, decision, decided_by)
       select 'S' || place, former_account_id, id, 'objection', 'session', done_at, case when place % 10 > 0 then now() end, case when place % 10 > 0 then 'owner-confirmed' end, 'desk'
         from (select *, row_number() over () as place from transfers where former_account_id is not null and done_at is not null limit ${Math.ceil(size / 2000)}) moved`,
      `(number, account_id, kind, opened_by, opened_at, decided_at, decision, decided_by)
       select 'D' || n, id, 'contest', 'replaced-password', at, case when scale_u(n, 24) < 0.98 then at + interval '3 days' end, case when scale_u(n, 24) < 0.98 then 'owner-confirmed' end, 'desk'
         from (select n, id, now() - scale_u(n, 22) * interval '1090 days' as at from scale_people where scale_u(n, 23) < 0.002) opened order by at`,
    ),
    fill(
      'restrictions',
      `(account_id, kind, reason, since, until, ended_at, ended_by)
       select id, 'limited', 'young-installation', at, at + interval '1 day', case when n % 2 = 0 then at + interval '1 hour' end, case when n % 2 = 0 then 'installation' end
         from (select n, id, now() - scale_u(n, 25) * interval '366 days' as at from scale_people where scale_u(n, 26) < 0.03) was order by at`,
      `(account_id, kind, reason, since)
       select id, 'closed', 'transfer', now() - scale_u(n, 27) * interval '29 days' from scale_people where scale_u(n, 28) < 0.002`,
    ),
    fill(
      'limit_counters',
      `(rule, key, taken, window_start, expires_at)
       select 'sign-in.iin', scale_bytes(n, 29), 1, now(), now() + (scale_u(n, 29) - 0.01) * interval '1 day' from scale_people where scale_u(n, 30) < 0.04`,
    ),
    fill(
      'limit_marks',
      `(rule, key, mark, expires_at)
       select 'sign-in.address-iins', scale_bytes(n % 2048, 31), scale_bytes(n, 32), now() + (scale_u(n, 32) - 0.01) * interval '1 day' from scale_people where scale_u(n, 33) < 0.02`,
    ),
    fill(
      'dpop_proofs',
      `(proof_hash, expires_at) select scale_bytes(n, 34), now() + (scale_u(n, 34) - 0.1) * interval '15 minutes' from scale_people where scale_u(n, 35) < 0.005`,
    ),
    fill(
      'flows',
      `(id_hash, kind, step, state_sealed, created_at, expires_at)
       select scale_bytes(n, 36), 'sign-in', 'password', ${sealed('flows.sign-in', '{"at":"password","iin":"900101300017","accepted":[],"returnTo":"feed"}')}, now(), now() + (scale_u(n, 36) - 0.1) * interval '30 minutes' from scale_people where scale_u(n, 37) < 0.005`,
    ),
    fill(
      'printed_codes',
      `(account_id, code_index, made_at) select id, scale_bytes(n, 38), created_at from scale_people where scale_u(n, 39) < 0.05`,
    ),
    fill(
      'erased_people',
      `(iin_index, erased_at, reason) select scale_bytes(n, 40), now() - scale_u(n, 40) * interval '900 days', 'erased' from scale_people where scale_u(n, 41) < 0.003`,
    ),
  ]
}

function fill(table: string, ...selects: string[]): Fill {
  return { table, statements: selects.map((select) => `insert into ${table} ${select}`) }
}

/** `many` months back to this one. */
export function months(many: number): number[] {
  return Array.from({ length: many }, (_, at) => many - at)
}

/** One month of everybody's feed, so that a person's events lie as far apart as they do after three years. */
function eventsOf(month: number, mean: number): string {
  return `insert into events (id, account_id, at, category, kind, system, words_sealed, browser, read_at, source_key, source_digest)
    select uuidv7(at - now()), id, at, case when told then 'system' else 'security' end, case when told then 'queue' else 'signed-in-new-browser' end,
           case when told then 'INDIGO' end, case when told then ${someWords}[1 + n % 3] end, case when told then null else 'Chrome, Android' end,
           case when ${month} > 1 or n % 2 = 0 then at + interval '1 hour' end, case when told then scale_bytes(n, ${5000 + month}) end, case when told then scale_bytes(n, 42) end
      from (select n, id, now() - interval '${month * 30} days' + scale_u(n, ${6000 + month}) * interval '30 days' as at, scale_u(n, ${7000 + month}) < 0.6 as told
              from scale_people where scale_u(n, ${8000 + month}) < weight * ${mean}) happened`
}
