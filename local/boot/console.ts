import { createConsole } from '../console/create-console.ts';
import { alarmRow } from '../console/alarm-row.ts';
import { formatBeijing } from '../console/instants.ts';
import type { ExecutionRow } from '../console/sources.ts';
import { stateMachinesOf } from '../template/compute.ts';
import { engineTrace } from '../trace/engine-trace.ts';
import { executionsOf, historyOf, type WireExecution } from '../trace/executions.ts';
import type { WireService } from '../wire/wire.ts';
import type { Cloud } from './start-cloud.ts';

/** The page and the addresses below `/_local/`, over everything that runs. */
export function startConsole(cloud: Cloud, origin: string): WireService {
  const { clock, identity, deadLetters, faults, cloudWatch, journal, logs, post, stepFunctions, template } = cloud;
  const states = stepFunctions.service;
  const machines = stateMachinesOf(template).map(({ arn }) => arn);
  return createConsole({
    clock,
    signIn: (username) => identity.signIn(username),
    executions: {
      list: async (limit) => {
        const lists = await Promise.all(machines.map((arn) => executionsOf(states, arn, limit)));
        const rows = lists.flat().map(rowOf).sort((one, other) => other.startedAt.localeCompare(one.startedAt));
        return limit === undefined ? rows : rows.slice(0, limit);
      },
      history: async (name) => {
        const histories = await Promise.all(machines.map((arn) => historyOf(states, arn, name)));
        return histories.find((history) => history !== undefined);
      },
    },
    trace: (id, otherNames) => engineTrace({ states, mentioning: (words) => journal.mentioning(words) }, id, otherNames),
    outbox: () => Promise.resolve(post.mailbox.mails().map(inBeijing)),
    webhooks: () => Promise.resolve(post.mailbox.deliveries().map(inBeijing)),
    receiveWebhook: (request) => post.receive(request),
    alarms: () => Promise.resolve(cloudWatch.alarms().map(alarmRow)),
    notices: () => Promise.resolve(cloudWatch.notices().map((notice) => ({ ...notice, at: formatBeijing(notice.at) }))),
    deadLetters: () => Promise.resolve(deadLetters.list().map(({ sourceArn, at, reason }) => ({ from: sourceArn, at: formatBeijing(at), error: reason }))),
    purgeDeadLetters: () => deadLetters.purge(),
    faults: { view: () => faults.view(), set: (plan) => faults.set(plan) },
    logs: () => logs.last(),
    links: [
      { label: 'Portal', href: `${origin}/zhejiang/` },
      { label: 'Sign-in', href: cloud.identity.url },
    ],
  });
}

function rowOf({ name, stateMachineArn, status, startDate, stopDate }: WireExecution): ExecutionRow {
  const stateMachine = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1);
  return { name, stateMachine, status, startedAt: iso(startDate), ...(stopDate === undefined ? {} : { stoppedAt: iso(stopDate) }) };
}

function inBeijing<Row extends { readonly at: string }>(row: Row): Row {
  return { ...row, at: formatBeijing(Date.parse(row.at)) };
}

/** Instants are epoch seconds on the wire. */
function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
