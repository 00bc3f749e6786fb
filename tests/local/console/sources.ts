/** What the console shows in these tests, with text that must not become markup. */
export const sources = {
  executions: {
    list: () =>
      Promise.resolve([
        { name: 'zhejiang-abc-g1', stateMachine: 'release', status: 'RUNNING', startedAt: '2025-09-30T15:00:00+08:00' },
        { name: 'zhejiang-def-g1', stateMachine: 'release', status: 'FAILED', startedAt: '2025-09-30T14:00:00+08:00', stoppedAt: '2025-09-30T14:01:00+08:00' },
      ]),
    history: (name: string) => Promise.resolve(name === 'zhejiang-abc-g1' ? [{ id: 1, type: 'ExecutionStarted' }] : undefined),
  },
  trace: (id: string, otherNames: readonly string[]) => Promise.resolve({ executions: [], journal: [{ id, otherNames }] }),
  outbox: () => Promise.resolve([{ to: ['a@x.example'], subject: '<script>alert(1)</script>', text: '待办', at: '2025-09-30T15:10:00+08:00' }]),
  webhooks: () => Promise.resolve([{ at: '2025-09-30T15:11:00+08:00', delivery: 'one', verified: true, body: '{"event":"<b>bell</b>"}' }]),
  receiveWebhook: () => ({ status: 204, headers: {}, body: '' }),
  alarms: () =>
    Promise.resolve([
      { name: 'publishing-late', state: 'OK', since: '2025-09-30T15:00:00+08:00', reason: '0 in the last 1 periods', description: 'People read yesterday\'s page. https://x.example/runbook.md#late', runbook: 'https://x.example/runbook.md#late' },
      { name: 'sweeper-silent', state: 'ALARM', since: '2025-09-30T15:05:00+08:00', reason: 'missing', description: '<i>Nothing</i> is passed on.' },
    ]),
  notices: () => Promise.resolve([{ at: '2025-09-30T15:05:00+08:00', to: 'operators@x.example', subject: 'ALARM: "sweeper-silent"', text: '<b>missing</b>' }]),
  deadLetters: () => Promise.resolve([{ from: '"><img src=x>', at: '2025-09-30T15:20:00+08:00', error: 'AccessDenied' }]),
  purgeDeadLetters: () => 3,
  faults: { view: () => ({ inForce: [] as string[] }), set: () => ({ inForce: [] as string[] }) },
  logs: () => ['one </pre><script>', 'two'],
  links: [{ label: 'Portal', href: '/zhejiang/' }],
};
