/** Rules that have a limit and that nothing opens yet. */
interface Dormancy {
  /** What has to be there before one of them can begin to run. */
  readonly because: string;
  readonly rules: readonly string[];
}

/**
 * Why rules wait, in one place. A rule that something opens must leave this table: the tests hold it against the duties
 * that the release line opens.
 */
const dormancies: readonly Dormancy[] = [
  {
    because: 'runs from an event that may come before any item exists: opens when events are registered as facts',
    rules: ['A-09', 'A-10', 'A-11', 'A-12', 'A-14-publish', 'A-15', 'A-16', 'A-17', 'A-21', 'B-03', 'B-05', 'C-05-feedback', 'C-09', 'REG-26'],
  },
  {
    because: 'comes back with the calendar: opens when duties of a period are opened as the period begins',
    rules: ['A-13', 'A-14', 'B-06', 'B-10', 'B-19', 'B-21', 'C-04', 'C-05-bulletin', 'C-05-summary', 'E-05', 'REG-49'],
  },
  {
    because: 'runs from a column’s last item: opens when columns are watched for their update cycle',
    rules: ['A-18', 'B-11-real-time', 'B-11-daily', 'B-11-ten-day', 'B-11-monthly', 'B-11-quarterly', 'B-11-yearly'],
  },
  { because: 'runs from an error that somebody found: opens when the daily reading of the site keeps a log', rules: ['A-27'] },
  { because: 'runs from a letter of the public: opens when letters are received', rules: ['A-19', 'A-20-inform', 'A-20-conclude', 'A-20-extended'] },
  {
    because: 'is a step of disclosure on application: opens when applications are received',
    rules: ['REG-30-notice', 'REG-32', 'REG-33', 'REG-33-extended', 'FEE2-payment'],
  },
  {
    because: 'is the applicant’s own limit, named in the reply: opens when replies to applications are delivered',
    rules: ['ARL-20', 'ARL-20-untold', 'ARL-34', 'ALL-46'],
  },
  { because: 'is for individual cases: opens when an item can be marked for the same day', rules: ['C-06-same-day'] },
];

/** Every dormant rule with its reason. */
export const dormantRules: ReadonlyMap<string, string> = new Map(dormancies.flatMap(({ because, rules }) => rules.map((rule) => [rule, because] as const)));
