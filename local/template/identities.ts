import { createHash } from 'node:crypto';

/** What a resource's names are made from. `property` resolves one property of it, on demand. */
export interface IdentitySource {
  readonly logicalId: string;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  property(name: string): string | undefined;
}

/** `ref` is the physical id (what Ref answers); attributes are what Fn::GetAtt answers. Both are worked out on demand. */
export interface Identity {
  readonly ref: (source: IdentitySource) => string;
  readonly attributes?: Readonly<Record<string, (source: IdentitySource) => string>>;
}

const arn = (source: IdentitySource, service: string, rest: string): string => `arn:${source.partition}:${service}:${source.region}:${source.accountId}:${rest}`;
const globalArn = (source: IdentitySource, service: string, rest: string): string => `arn:${source.partition}:${service}::${source.accountId}:${rest}`;

function digest(source: IdentitySource, length: number): string {
  return createHash('sha256').update(`${source.stackName}/${source.logicalId}`).digest('hex').slice(0, length);
}

/** The template's own name for it, or stack and logical id, cut to what the service allows. */
function named(source: IdentitySource, property: string, longest: number): string {
  const given = source.property(property);
  if (given !== undefined) return given;
  const full = `${source.stackName}-${source.logicalId}`;
  return full.length <= longest ? full : `${full.slice(0, longest - 9)}-${digest(source, 8)}`;
}

/** Something that AWS names with an id of its own making: the same id at each boot here. */
const opaque = (length: number, upper = false): Identity['ref'] => (source) => (upper ? digest(source, length).toUpperCase() : digest(source, length));

const bucketName = (source: IdentitySource): string => source.property('BucketName') ?? named(source, 'BucketName', 63).toLowerCase();
const tableName = (source: IdentitySource): string => named(source, 'TableName', 255);
const roleName = (source: IdentitySource): string => named(source, 'RoleName', 64);
const functionName = (source: IdentitySource): string => named(source, 'FunctionName', 64);
const machineArn = (source: IdentitySource): string => arn(source, 'states', `stateMachine:${named(source, 'StateMachineName', 80)}`);
const ruleName = (source: IdentitySource): string => named(source, 'Name', 64);
const queueName = (source: IdentitySource): string => named(source, 'QueueName', 80);
const logGroupName = (source: IdentitySource): string => named(source, 'LogGroupName', 512);
const alarmName = (source: IdentitySource): string => named(source, 'AlarmName', 255);
const topicArn = (source: IdentitySource): string => arn(source, 'sns', named(source, 'TopicName', 256));
const apiId = opaque(10);
const distributionId: Identity['ref'] = (source) => `E${digest(source, 13).toUpperCase()}`;
const poolId: Identity['ref'] = (source) => `${source.region}_${digest(source, 9)}`;
const edgeFunctionArn: Identity['ref'] = (source) => globalArn(source, 'cloudfront', `function/${named(source, 'Name', 64)}`);
const plain: Identity = { ref: (source) => named(source, 'Name', 128) };

const table: Identity = { ref: tableName, attributes: { Arn: (source) => arn(source, 'dynamodb', `table/${tableName(source)}`) } };

/** Ref and Fn::GetAtt by resource type. An attribute that is not here is refused by name. */
export const identities: Readonly<Record<string, Identity>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: (source) => `arn:${source.partition}:s3:::${bucketName(source)}`,
      DomainName: (source) => `${bucketName(source)}.s3.amazonaws.com`,
      RegionalDomainName: (source) => `${bucketName(source)}.s3.${source.region}.amazonaws.com`,
    },
  },
  'AWS::IAM::Role': { ref: roleName, attributes: { Arn: (source) => globalArn(source, 'iam', `role/${roleName(source)}`), RoleId: opaque(20, true) } },
  'AWS::Lambda::Function': { ref: functionName, attributes: { Arn: (source) => arn(source, 'lambda', `function:${functionName(source)}`) } },
  'AWS::Lambda::Version': { ref: (source) => arn(source, 'lambda', `function:${source.property('FunctionName') ?? ''}:1`), attributes: { Version: () => '1' } },
  'AWS::Lambda::Alias': { ref: (source) => arn(source, 'lambda', `function:${source.property('FunctionName') ?? ''}:${source.property('Name') ?? ''}`) },
  'AWS::Lambda::LayerVersion': { ref: (source) => arn(source, 'lambda', `layer:${source.logicalId}:1`) },
  'AWS::StepFunctions::StateMachine': {
    ref: machineArn,
    attributes: { Arn: machineArn, Name: (source) => named(source, 'StateMachineName', 80) },
  },
  'AWS::Events::Rule': { ref: ruleName, attributes: { Arn: (source) => arn(source, 'events', `rule/${ruleName(source)}`) } },
  'AWS::Scheduler::Schedule': {
    ref: (source) => named(source, 'Name', 64),
    attributes: { Arn: (source) => arn(source, 'scheduler', `schedule/${source.property('GroupName') ?? 'default'}/${named(source, 'Name', 64)}`) },
  },
  'AWS::SQS::Queue': {
    ref: (source) => `https://sqs.${source.region}.amazonaws.com/${source.accountId}/${queueName(source)}`,
    attributes: { Arn: (source) => arn(source, 'sqs', queueName(source)), QueueName: queueName },
  },
  'AWS::SecretsManager::Secret': {
    ref: (source) => arn(source, 'secretsmanager', `secret:${named(source, 'Name', 400)}-${digest(source, 6)}`),
  },
  'AWS::Cognito::UserPool': {
    ref: poolId,
    attributes: {
      Arn: (source) => arn(source, 'cognito-idp', `userpool/${poolId(source)}`),
      ProviderName: (source) => `cognito-idp.${source.region}.amazonaws.com/${poolId(source)}`,
      ProviderURL: (source) => `https://cognito-idp.${source.region}.amazonaws.com/${poolId(source)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: opaque(26) },
  'AWS::Cognito::UserPoolDomain': { ref: (source) => source.property('Domain') ?? '' },
  'AWS::ApiGatewayV2::Api': {
    ref: apiId,
    attributes: { ApiId: apiId, ApiEndpoint: (source) => `https://${apiId(source)}.execute-api.${source.region}.amazonaws.com` },
  },
  'AWS::ApiGatewayV2::Authorizer': { ref: opaque(6) },
  'AWS::ApiGatewayV2::Integration': { ref: opaque(7) },
  'AWS::ApiGatewayV2::Route': { ref: opaque(7) },
  'AWS::ApiGatewayV2::Stage': { ref: (source) => source.property('StageName') ?? '' },
  'AWS::CloudFront::Distribution': {
    ref: distributionId,
    attributes: {
      Id: distributionId,
      DomainName: (source) => `d${digest(source, 13)}.cloudfront.net`,
      Arn: (source) => globalArn(source, 'cloudfront', `distribution/${distributionId(source)}`),
    },
  },
  'AWS::CloudFront::Function': { ref: edgeFunctionArn, attributes: { FunctionARN: edgeFunctionArn } },
  'AWS::CloudFront::OriginAccessControl': { ref: opaque(14, true), attributes: { Id: opaque(14, true) } },
  'AWS::CloudFront::CachePolicy': { ref: opaque(32), attributes: { Id: opaque(32) } },
  'AWS::CloudFront::OriginRequestPolicy': { ref: opaque(32), attributes: { Id: opaque(32) } },
  'AWS::CloudFront::ResponseHeadersPolicy': { ref: opaque(32), attributes: { Id: opaque(32) } },
  'AWS::Logs::LogGroup': { ref: logGroupName, attributes: { Arn: (source) => `${arn(source, 'logs', `log-group:${logGroupName(source)}`)}:*` } },
  'AWS::CloudWatch::Alarm': { ref: alarmName, attributes: { Arn: (source) => arn(source, 'cloudwatch', `alarm:${alarmName(source)}`) } },
  'AWS::CloudWatch::CompositeAlarm': { ref: alarmName, attributes: { Arn: (source) => arn(source, 'cloudwatch', `alarm:${alarmName(source)}`) } },
  'AWS::SNS::Topic': { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: (source) => named(source, 'TopicName', 256) } },
  'AWS::SES::EmailIdentity': { ref: (source) => source.property('EmailIdentity') ?? '' },
  'AWS::SES::ConfigurationSet': { ref: (source) => named(source, 'Name', 64) },
  'AWS::KMS::Key': {
    ref: opaque(36),
    attributes: { Arn: (source) => arn(source, 'kms', `key/${digest(source, 36)}`), KeyId: opaque(36) },
  },
};

/** Types that nothing refers to still have a name of their own. */
export function identityOf(type: string): Identity {
  return identities[type] ?? plain;
}
