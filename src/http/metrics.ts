import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What the portal counts (Prometheus). Labels are route patterns and outcomes, never a person's data. */
export function makeMetrics(options: { withProcess: boolean }) {
  const registry = new Registry()
  if (options.withProcess) collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'kabinet_request_seconds',
      help: 'Time to answer, by route and status',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    signIns: new Counter({
      name: 'kabinet_sign_ins_total',
      help: 'Sign-in attempts by outcome',
      labelNames: ['outcome'] as const,
      registers,
    }),
    hashQueue: new Gauge({ name: 'kabinet_hash_queue', help: 'Password checks waiting', registers }),
    liveFeeds: new Gauge({ name: 'kabinet_live_feeds', help: 'Open live feeds', registers }),
    notices: new Counter({
      name: 'kabinet_notices_total',
      help: 'Tries to send notices, by channel and outcome',
      labelNames: ['channel', 'outcome'] as const,
      registers,
    }),
    outboxWaiting: new Gauge({
      name: 'kabinet_outbox_waiting',
      help: 'Notices waiting to be sent',
      registers,
    }),
    outboxOldestSeconds: new Gauge({
      name: 'kabinet_outbox_oldest_seconds',
      help: 'Age of the oldest notice that waits to be sent',
      registers,
    }),
    auditUnchained: new Gauge({
      name: 'kabinet_audit_unchained',
      help: 'Lines of the audit without a place in its chain',
      registers,
    }),
    auditChainAgeSeconds: new Gauge({
      name: 'kabinet_audit_chain_age_seconds',
      help: 'Age of the oldest line without a place in the chain',
      registers,
    }),
    codesAlarm: new Counter({
      name: 'kabinet_codes_alarm',
      help: 'Hours in which wrong recovery codes passed their budget over all accounts',
      registers,
    }),
    registerAnswers: new Counter({
      name: 'kabinet_register_answers_total',
      help: 'Questions to the state registers: answered, or why not',
      labelNames: ['register', 'outcome'] as const,
      registers,
    }),
    registerSeconds: new Histogram({
      name: 'kabinet_register_seconds',
      help: 'Time until a state register answered or was given up',
      labelNames: ['register'] as const,
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 8],
      registers,
    }),
    registerBreaker: new Gauge({
      name: 'kabinet_register_breaker',
      help: 'Whether a state register is asked: 0 yes, 1 one question tries it, 2 it is left alone',
      labelNames: ['register'] as const,
      registers,
    }),
    faults: new Counter({ name: 'kabinet_faults_total', help: 'Answers 500', registers }),
  }
}

export type Metrics = ReturnType<typeof makeMetrics>
