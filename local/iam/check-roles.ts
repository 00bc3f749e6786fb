import { functionsOf, stateMachinesOf } from '../template/compute.ts';
import { schedulesOf } from '../template/events.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { TemplateFault } from '../template/template.ts';
import type { Authorizer } from './authorizer.ts';

/**
 * What AWS refuses when a stack is made: a role that its service may not take on, and a function that may not write to its
 * own dead-letter queue.
 * @throws TemplateFault naming every such function, machine or schedule
 */
export function checkRoles(template: ResolvedTemplate, authorizer: Authorizer): void {
  const takers = [
    ...functionsOf(template).map(({ logicalId, roleArn, arn }) => ({ logicalId, roleArn, service: 'lambda.amazonaws.com', sourceArn: arn })),
    ...stateMachinesOf(template).map(({ logicalId, roleArn, arn }) => ({ logicalId, roleArn, service: 'states.amazonaws.com', sourceArn: arn })),
    ...schedulesOf(template).map(({ logicalId, roleArn, arn }) => ({ logicalId, roleArn, service: 'scheduler.amazonaws.com', sourceArn: groupOf(arn) })),
  ];
  const problems = [
    ...takers
      .filter(({ roleArn, service, sourceArn }) => !authorizer.trusts(roleArn, service, sourceArn))
      .map(({ logicalId, roleArn, service }) => `${template.nameOf(logicalId)} has the role ${roleArn}, which ${service} may not take on.`),
    ...functionsOf(template).flatMap(({ logicalId, roleArn, deadLetterArn }) => {
      if (deadLetterArn === undefined) return [];
      const mayWrite = authorizer.allows({ principal: { kind: 'role', roleArn }, action: 'sqs:SendMessage', resource: deadLetterArn });
      return mayWrite ? [] : [`${template.nameOf(logicalId)} has the role ${roleArn}, which is not authorized to perform: sqs:SendMessage on resource: ${deadLetterArn}, its dead-letter queue.`];
    }),
  ];
  if (problems.length > 0) throw new TemplateFault(problems.join('\n'));
}

/** EventBridge Scheduler takes a role on for the schedule's group, not for the schedule. */
function groupOf(scheduleArn: string): string {
  const [before, group] = scheduleArn.split(':schedule/');
  return `${before}:schedule-group/${group?.split('/')[0] ?? ''}`;
}
