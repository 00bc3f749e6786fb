import { propertiesOf } from './compute.ts';
import type { ResolvedTemplate } from './load-template.ts';

/** A role with every policy that applies to it: written inside it, attached from beside it, or managed by AWS. */
export interface RoleDeclaration {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly trust: unknown;
  readonly policies: readonly NamedPolicy[];
  readonly managedPolicyArns: readonly string[];
}

export interface NamedPolicy {
  /** Where it stands in the template, for messages. */
  readonly name: string;
  readonly document: unknown;
}

/** A bucket or queue policy. */
export interface ResourcePolicy extends NamedPolicy {
  /** Bucket names or queue addresses. */
  readonly attachedTo: readonly string[];
}

export function rolesOf(template: ResolvedTemplate): RoleDeclaration[] {
  const attached = template.ofType('AWS::IAM::Policy').map((id) => ({ name: template.nameOf(id), properties: propertiesOf(template, id) }));
  return template.ofType('AWS::IAM::Role').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const name = template.ref(logicalId);
    const inline = properties.blocks('Policies').map((policy) => ({ name: `${template.nameOf(logicalId)} ${policy.text('PolicyName')}`, document: policy.raw.PolicyDocument }));
    const beside = attached.filter((policy) => policy.properties.texts('Roles').includes(name)).map((policy) => ({ name: policy.name, document: policy.properties.raw.PolicyDocument }));
    return {
      logicalId,
      name,
      arn: template.attribute(logicalId, 'Arn'),
      trust: properties.raw.AssumeRolePolicyDocument,
      policies: [...inline, ...beside],
      managedPolicyArns: properties.texts('ManagedPolicyArns'),
    };
  });
}

export function bucketPoliciesOf(template: ResolvedTemplate): ResourcePolicy[] {
  return template.ofType('AWS::S3::BucketPolicy').map((id) => {
    const properties = propertiesOf(template, id);
    return { name: template.nameOf(id), attachedTo: [properties.text('Bucket')], document: properties.raw.PolicyDocument };
  });
}

export function queuePoliciesOf(template: ResolvedTemplate): ResourcePolicy[] {
  return template.ofType('AWS::SQS::QueuePolicy').map((id) => {
    const properties = propertiesOf(template, id);
    return { name: template.nameOf(id), attachedTo: properties.texts('Queues'), document: properties.raw.PolicyDocument };
  });
}
