import type { AlarmStanding } from '../cloudwatch/create-cloudwatch.ts';
import { formatBeijing } from './instants.ts';
import type { AlarmRow } from './sources.ts';

const RUNBOOK = /\S*runbook\S*#[\w-]+/;

/** An alarm for people: the runbook's place is taken out of its description. */
export function alarmRow({ name, state, since, reason, description }: AlarmStanding): AlarmRow {
  const [runbook] = RUNBOOK.exec(description) ?? [];
  return { name, state, since: formatBeijing(since), reason, description, ...(runbook === undefined ? {} : { runbook }) };
}
