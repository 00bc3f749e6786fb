import { at, flatten, isCdkOwn, list, ofType, pathOf, type Template } from './template.ts';

export interface Grant {
  /** The role's construct path, without CDK's hash. */
  readonly role: string;
  readonly action: string;
  /** Flattened: references in angle brackets. */
  readonly resource: string;
}

/** Everything that policies of the template allow to its roles, one action on one resource at a time. */
export function grantsOf(template: Template): Grant[] {
  const attached = ofType(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    list(at(Properties, 'Roles')).map((role) => ({ role: at(role, 'Ref') as string, document: at(Properties, 'PolicyDocument') })),
  );
  const inline = ofType(template, 'AWS::IAM::Role').flatMap(([role, { Properties }]) =>
    list(at(Properties, 'Policies')).map((policy) => ({ role, document: at(policy, 'PolicyDocument') })),
  );
  return [...attached, ...inline]
    .filter(({ role }) => !isCdkOwn(role))
    .flatMap(({ role, document }) =>
      list(at(document, 'Statement'))
        .filter((statement) => at(statement, 'Effect') === 'Allow')
        .flatMap((statement) =>
          list(at(statement, 'Action')).flatMap((action) =>
            list(at(statement, 'Resource')).map((resource) => ({ role: pathOf(role), action: action as string, resource: flatten(resource) })),
          ),
        ),
    );
}

export function wildcardActions(template: Template): Grant[] {
  return grantsOf(template).filter(({ action }) => action.includes('*'));
}

/** Services that know no resources: for these actions AWS accepts nothing but `*`. */
const withoutResources = /^(xray:(Put(TraceSegments|TelemetryRecords)|GetSampling(Rules|Targets))|logs:((Create|Get|Update|Delete|List)LogDeliver(y|ies)|PutResourcePolicy|Describe(ResourcePolicies|LogGroups)))$/;
/** Keys of objects, and names of executions. */
const suffixes = /^(<[A-Za-z]+\.Arn>\/([a-z]+\/)?\*|arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:[a-z-]+:\*)$/;

/** Wildcards in resources, save at the end of an ARN where keys or names come and go. */
export function wildcardResources(template: Template): Grant[] {
  return grantsOf(template).filter(
    ({ action, resource }) => resource.includes('*') && !suffixes.test(resource) && !(resource === '*' && withoutResources.test(action)),
  );
}

/** Construct paths of the roles that may do one of the actions on a resource whose flattened ARN begins so. */
export function whoMay(template: Template, actions: RegExp, resource = ''): string[] {
  const roles = grantsOf(template).filter((grant) => actions.test(grant.action) && grant.resource.startsWith(resource));
  return [...new Set(roles.map(({ role }) => role.replace(/Role$/, '')))].sort();
}

/** Roles with policies of AWS's making, which nobody here reads. */
export function rolesWithManagedPolicies(template: Template): string[] {
  return ofType(template, 'AWS::IAM::Role')
    .filter(([id, { Properties }]) => !isCdkOwn(id) && list(at(Properties, 'ManagedPolicyArns')).length > 0)
    .map(([id]) => id);
}
