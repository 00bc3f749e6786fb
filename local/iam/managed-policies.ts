import { TemplateFault } from '../template/template.ts';

const allow = (...actions: string[]): unknown => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/** The policies that AWS manages and that a role of a template may name, with what they allow. */
const managed: Readonly<Record<string, unknown>> = {
  'service-role/AWSLambdaBasicExecutionRole': allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  AWSXRayDaemonWriteAccess: allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries'),
  CloudWatchLambdaInsightsExecutionRolePolicy: allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': allow(
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ),
};

/** @throws TemplateFault naming a managed policy whose content is not known here */
export function managedPolicy(arn: string, where: string): unknown {
  const name = arn.split(':policy/')[1] ?? arn;
  const document = managed[name];
  if (document === undefined) throw new TemplateFault(`${where} has the managed policy ${arn}, whose content the laptop does not know.`);
  return document;
}
