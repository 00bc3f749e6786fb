/** What an alarm says when nothing was measured: that all is well, that it is not, or what it said before. */
export type WithoutData = 'well' | 'alarm' | 'unchanged';

/** One reason to wake somebody. Its id is its heading in `docs/runbook.md`. */
export interface AlarmEntry {
  /** What people suffer while it is on. */
  readonly suffers: string;
  /** It goes off when the measure is at least, or below, this. */
  readonly limit: { readonly atLeast: number } | { readonly below: number };
  /** So many of the last periods have to be beyond the limit: all of them. */
  readonly periods: number;
  readonly periodMinutes: number;
  /** Why this limit and these periods, and no others. */
  readonly because: string;
  readonly withoutData: WithoutData;
}

/** All alarms there are: few, so that each is looked at. */
export const catalogue = {
  'publishing-late-or-failed': {
    suffers: 'Approved items are not online when they have to be, or a page that was withdrawn is still there.',
    limit: { atLeast: 1 },
    periods: 5,
    periodMinutes: 1,
    because: 'One item is one too many; five minutes leave a publisher who sees the failure the time to try again.',
    withoutData: 'unchanged',
  },
  'executions-failed': {
    suffers: 'Items or deadlines stand still until their machine has been started anew, and bells may ring late.',
    limit: { atLeast: 1 },
    periods: 1,
    periodMinutes: 5,
    because: 'A machine is written never to fail: whatever a step may meet is retried or caught.',
    withoutData: 'well',
  },
  'outbox-not-draining': {
    suffers: 'What people have done is kept, but nothing follows from it: no next stage, no deadline, no mail.',
    limit: { atLeast: 300 },
    periods: 3,
    periodMinutes: 1,
    because: 'A relay takes seconds, and the sweeper sends another each minute: after five minutes at least four have failed.',
    withoutData: 'unchanged',
  },
  'sweeper-silent': {
    suffers: 'Work that a lost call has left lies there for good, and the alarms that the sweeper measures for know nothing.',
    limit: { below: 1 },
    periods: 5,
    periodMinutes: 1,
    because: 'It comes every minute and is tried three times; five minutes are no hiccup.',
    withoutData: 'alarm',
  },
  'duties-without-holder': {
    suffers: 'Something is overdue and nobody is there who could do it: it stays so until somebody is given the role.',
    limit: { atLeast: 1 },
    periods: 3,
    periodMinutes: 5,
    because: 'An administrator who exchanges two people leaves a gap of minutes; a quarter of an hour is none of these.',
    withoutData: 'unchanged',
  },
  'public-site-not-answering': {
    suffers: 'The public cannot read a site, or reads something else there.',
    limit: { below: 1 },
    periods: 2,
    periodMinutes: 5,
    because: 'Once may be a slow answer; twice in ten minutes is what readers meet. A canary that is silent has seen nothing good.',
    withoutData: 'alarm',
  },
  'api-errors': {
    suffers: 'People at the desk, or readers of a page that is gone, are answered with an error that is ours.',
    limit: { atLeast: 3 },
    periods: 1,
    periodMinutes: 5,
    because: 'One is a hiccup that the desk tries again; three within five minutes is somebody who cannot work.',
    withoutData: 'well',
  },
  'seal-missing': {
    suffers: 'A cut in the record since yesterday could not be proved.',
    limit: { below: 1 },
    periods: 26,
    periodMinutes: 60,
    because: 'Sealing takes place ten minutes after midnight; within two hours it has come through or needs help.',
    withoutData: 'alarm',
  },
  'dead-letters': {
    suffers: 'Something that should have followed, a mail or an event or a deadline, was given up and will not happen by itself.',
    limit: { atLeast: 1 },
    periods: 1,
    periodMinutes: 5,
    because: 'Whatever lies there has been tried for as long as makes sense.',
    withoutData: 'unchanged',
  },
} as const satisfies Readonly<Record<string, AlarmEntry>>;

export type AlarmId = keyof typeof catalogue;

export const alarmIds = Object.keys(catalogue) as AlarmId[];
