import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Stage } from '../stages.ts';

type Rule = CfnWebACL.RuleProperty;

/** Rules in the order in which they are asked. */
export function rulesOf({ configuration }: Stage): readonly Rule[] {
  const { webAcl } = configuration;
  if (webAcl === undefined) throw new RangeError('This stage has no web ACL.');
  return [rate('api-rate', 0, webAcl.api, underApi), rate('pages-rate', 1, webAcl.pages, { notStatement: { statement: underApi } }), commonRules(2), knownBadInputs(3)];
}

const underApi: CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    searchString: '/api/',
    textTransformations: [{ priority: 0, type: 'NORMALIZE_PATH' }],
  },
};

function rate(name: string, priority: number, limit: number, of: CfnWebACL.StatementProperty): Rule {
  return {
    name,
    priority,
    // As the API itself words it; a body of its own needs no page.
    action: { block: { customResponse: { responseCode: 429 } } },
    visibilityConfig: visibility(name),
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit, scopeDownStatement: of } },
  };
}

/**
 * The common rules of AWS, but counted and not blocked where the desk's own text sets them off: WAF takes bodies beyond
 * 8 KB for an attack, and articles are HTML in JSON. The API validates and sanitises every body itself.
 */
function commonRules(priority: number): Rule {
  const bodies = ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY'];
  return managed('common', priority, 'AWSManagedRulesCommonRuleSet', bodies.map((name) => ({ name, actionToUse: { count: {} } })));
}

/** Requests that only an attack sends, such as those for Log4j. */
function knownBadInputs(priority: number): Rule {
  return managed('known-bad-inputs', priority, 'AWSManagedRulesKnownBadInputsRuleSet', []);
}

function managed(rule: string, priority: number, name: string, ruleActionOverrides: CfnWebACL.RuleActionOverrideProperty[]): Rule {
  return {
    name: rule,
    priority,
    overrideAction: { none: {} },
    visibilityConfig: visibility(rule),
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides } },
  };
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
