import { DEMONSTRATION_PASSWORD } from '../demonstration/people.ts';
import type { Laptop } from './start-laptop.ts';

/** What `npm start` prints: where things are, who can sign in, and last the line that scripts wait for. */
export function welcome({ origin, cloud }: Laptop): string {
  const users = ['submitter.personnel', 'reviewer.personnel', 'secrecy.personnel', 'head.personnel', 'text.office', 'publisher-a.network'];
  return [
    '',
    `  Portal      ${origin}/zhejiang/`,
    `  Desk        ${origin}/desk/`,
    `  API         ${origin}/api/`,
    `  Local page  ${origin}/_local/   (clock, executions, mail, alarms)`,
    `  SDK clients ${cloud.gatewayUrl}`,
    `  Sign-in     ${cloud.identity.url}`,
    '',
    `  Demonstration users (password ${DEMONSTRATION_PASSWORD}), an item's way in order:`,
    ...users.map((user) => `    ${user}@zhejiang.example`),
    ...unkindness(cloud),
    '',
    `ready ${origin}`,
  ].join('\n');
}

function unkindness({ faults }: Laptop['cloud']): string[] {
  const { inForce } = faults.view();
  return inForce.length === 0 ? [] : ['', `  FAULTS ARE ON: ${inForce.join('; ')}`];
}
