import { permissionsOf } from '../template/compute.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketPoliciesOf, queuePoliciesOf, rolesOf } from '../template/policies.ts';
import { managedPolicy } from './managed-policies.ts';
import { compilePolicy, type Statement } from './statements.ts';

/** Every policy of a template, compiled. */
export interface PolicyBook {
  /** Statements by role ARN. */
  readonly identity: ReadonlyMap<string, readonly Statement[]>;
  /** Statements by role ARN that say who may take the role on. */
  readonly trust: ReadonlyMap<string, readonly Statement[]>;
  /** Statements of bucket policies, queue policies and function permissions; each names its own resources. */
  readonly resource: readonly Statement[];
}

/** @throws TemplateFault for whatever in a policy is not served, naming the policy */
export function compilePolicies(template: ResolvedTemplate): PolicyBook {
  const roles = rolesOf(template);
  return {
    identity: new Map(
      roles.map((role) => [
        role.arn,
        [
          ...role.policies.flatMap((policy) => compilePolicy(policy.document, policy.name)),
          ...role.managedPolicyArns.flatMap((arn) => compilePolicy(managedPolicy(arn, template.nameOf(role.logicalId)), arn)),
        ],
      ]),
    ),
    trust: new Map(roles.map((role) => [role.arn, compilePolicy(role.trust, template.nameOf(role.logicalId))])),
    resource: [
      ...[...bucketPoliciesOf(template), ...queuePoliciesOf(template)].flatMap((policy) => compilePolicy(policy.document, policy.name)),
      ...permissionStatements(template),
    ],
  };
}

/** A function permission as the policy statement that Lambda makes of it. */
function permissionStatements(template: ResolvedTemplate): Statement[] {
  return permissionsOf(template).flatMap((permission) => {
    const service = permission.principal.includes('.');
    const sourceArn = permission.sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': permission.sourceArn } };
    const sourceAccount = permission.sourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': permission.sourceAccount } };
    const statement = {
      Effect: 'Allow',
      Action: permission.action,
      Resource: permission.resourceArn,
      Principal: service ? { Service: permission.principal } : { AWS: permission.principal },
      Condition: { ...sourceArn, ...sourceAccount },
    };
    return compilePolicy({ Statement: statement }, template.nameOf(permission.logicalId));
  });
}
