import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of cdk-nag on one construct and its children.
 * A rule with several findings takes the finding in brackets: `AwsSolutions-IAM5[Resource::*]`.
 */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

/** Accepts the wildcard that ends exactly this ARN, written as cdk-nag writes it. */
export function acknowledgeWildcard(construct: IConstruct, arn: string, reason: string): void {
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${flatten(Stack.of(construct).resolve(arn))}]`, reason);
}

type Flattenable = string | { readonly 'Fn::Join': [string, Flattenable[]] } | { readonly 'Fn::GetAtt': [string, string] } | { readonly Ref: string };

function flatten(node: unknown): string {
  const part = node as Flattenable;
  if (typeof part === 'string') return part;
  if ('Fn::Join' in part) return part['Fn::Join'][1].map(flatten).join(part['Fn::Join'][0]);
  if ('Fn::GetAtt' in part) return `<${part['Fn::GetAtt'].join('.')}>`;
  return `<${part.Ref}>`;
}
