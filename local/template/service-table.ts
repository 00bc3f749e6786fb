/**
 * How the laptop treats one resource type. Property paths are dotted, `[]` stands for each item of a list; a path covers
 * everything below it. What is neither honoured nor ignored is refused.
 */
export type Standing =
  | { readonly standing: 'served'; readonly by: string; readonly honoured: readonly string[]; readonly ignored?: Readonly<Record<string, string>> }
  | { readonly standing: 'ignored'; readonly because: string };

const NAMES = 'a label for people and bills';
const ENCRYPTION = 'encryption at rest: the data folder belongs to one person on one machine';
const BACKUP = 'backup and protection against deletion: the data folder is the backup';
const METRICS = 'traces, and metrics that no alarm watches, are not collected here';
const LOGS = 'function output goes to files, no log group is kept';

/** Every resource type that boot accepts. One that is not here is refused by its name. */
export const serviceTable: Readonly<Record<string, Standing>> = {
  'AWS::DynamoDB::Table': {
    standing: 'served',
    by: 'dynalite',
    honoured: ['TableName', 'KeySchema', 'AttributeDefinitions', 'BillingMode', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'],
    ignored: { PointInTimeRecoverySpecification: BACKUP, DeletionProtectionEnabled: BACKUP, SSESpecification: ENCRYPTION, Tags: NAMES, ContributorInsightsSpecification: METRICS },
  },
  'AWS::DynamoDB::GlobalTable': {
    standing: 'served',
    by: 'dynalite',
    honoured: ['TableName', 'KeySchema', 'AttributeDefinitions', 'BillingMode', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'Replicas[].Region'],
    ignored: {
      'Replicas[].PointInTimeRecoverySpecification': BACKUP,
      'Replicas[].DeletionProtectionEnabled': BACKUP,
      'Replicas[].ContributorInsightsSpecification': METRICS,
      'Replicas[].GlobalSecondaryIndexes': METRICS,
      'Replicas[].TableClass': 'a matter of price',
      'Replicas[].Tags': NAMES,
      SSESpecification: ENCRYPTION,
      'Replicas[].SSESpecification': ENCRYPTION,
    },
  },
  'AWS::S3::Bucket': {
    standing: 'served',
    by: 'local/s3',
    honoured: ['BucketName', 'VersioningConfiguration', 'CorsConfiguration', 'ObjectLockEnabled', 'ObjectLockConfiguration'],
    ignored: {
      AccessControl: 'access control lists are switched off by the bucket policy and by BucketOwnerEnforced',
      BucketEncryption: ENCRYPTION,
      LifecycleConfiguration: 'objects are never expired here',
      LoggingConfiguration: 'no server access logs are written',
      OwnershipControls: 'there is one owner',
      PublicAccessBlockConfiguration: 'the engine answers nobody without credentials',
      Tags: NAMES,
    },
  },
  'AWS::S3::BucketPolicy': { standing: 'served', by: 'local/iam', honoured: ['Bucket', 'PolicyDocument'] },
  'Custom::CDKBucketDeployment': {
    standing: 'served',
    by: 'local/boot: it copies the asset folder itself; the Python function behind it is ignored',
    honoured: ['SourceObjectKeys', 'SourceMarkers', 'SourceMarkersConfig', 'DestinationBucketName', 'DestinationBucketKeyPrefix', 'Prune', 'SystemMetadata', 'UserMetadata', 'Exclude', 'Include'],
    ignored: {
      ServiceToken: 'the function behind it is not run',
      SourceBucketNames: 'the assets are read from cdk.out',
      WaitForDistributionInvalidation: 'nothing is cached before the distribution boots',
      DistributionId: 'nothing is cached before the distribution boots',
      DistributionPaths: 'nothing is cached before the distribution boots',
      OutputObjectKeys: 'nobody reads the list',
      RetainOnDelete: 'stacks are not deleted here',
    },
  },
  'AWS::IAM::Role': {
    standing: 'served',
    by: 'local/iam',
    honoured: ['RoleName', 'AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Policies'],
    ignored: { Description: NAMES, Tags: NAMES, MaxSessionDuration: 'sessions last as long as the laptop cloud runs' },
  },
  'AWS::IAM::Policy': { standing: 'served', by: 'local/iam', honoured: ['PolicyName', 'PolicyDocument', 'Roles'] },
  'AWS::Lambda::Function': {
    standing: 'served',
    by: 'local/lambda',
    honoured: ['FunctionName', 'Code.S3Bucket', 'Code.S3Key', 'Handler', 'Runtime', 'Role', 'Environment', 'Timeout', 'MemorySize', 'DeadLetterConfig'],
    ignored: {
      Architectures: "the bundle runs on this machine's processor",
      Description: NAMES,
      EphemeralStorage: "/tmp is this machine's",
      LoggingConfig: LOGS,
      RecursiveLoop: 'loops are not looked for',
      ReservedConcurrentExecutions: 'one worker holds all invocations of a function; none is throttled',
      Tags: NAMES,
      TracingConfig: METRICS,
    },
  },
  'AWS::Lambda::Version': { standing: 'served', by: 'local/lambda', honoured: ['FunctionName'], ignored: { Description: NAMES, CodeSha256: 'there is one version' } },
  'AWS::Lambda::Alias': { standing: 'served', by: 'local/lambda', honoured: ['FunctionName', 'FunctionVersion', 'Name'], ignored: { Description: NAMES } },
  'AWS::Lambda::EventInvokeConfig': { standing: 'served', by: 'local/lambda', honoured: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'] },
  'AWS::Lambda::Permission': { standing: 'served', by: 'local/iam', honoured: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'] },
  'AWS::Lambda::LayerVersion': { standing: 'ignored', because: 'only the bucket deployment of the CDK brings a layer, and that is served natively' },
  'AWS::StepFunctions::StateMachine': {
    standing: 'served',
    by: 'local/step-functions',
    honoured: ['StateMachineName', 'StateMachineType', 'DefinitionString', 'DefinitionSubstitutions', 'RoleArn'],
    ignored: { LoggingConfiguration: 'the history is kept whole and shown at /_local/', TracingConfiguration: METRICS, EncryptionConfiguration: ENCRYPTION, Tags: NAMES },
  },
  'AWS::Scheduler::Schedule': {
    standing: 'served',
    by: 'local/events',
    honoured: ['Name', 'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target.Arn', 'Target.RoleArn', 'Target.Input', 'Target.RetryPolicy', 'Target.DeadLetterConfig', 'FlexibleTimeWindow.Mode'],
    ignored: { Description: NAMES },
  },
  'AWS::Events::Rule': {
    standing: 'served',
    by: 'local/events',
    honoured: ['Name', 'EventPattern', 'State', 'Targets[].Arn', 'Targets[].Id', 'Targets[].RetryPolicy', 'Targets[].DeadLetterConfig'],
    ignored: { Description: NAMES, Tags: NAMES },
  },
  'AWS::ApiGatewayV2::Api': { standing: 'served', by: 'local/http-api', honoured: ['ProtocolType', 'CorsConfiguration', 'DisableExecuteApiEndpoint'], ignored: { Name: NAMES, Description: NAMES, Tags: NAMES } },
  'AWS::ApiGatewayV2::Authorizer': { standing: 'served', by: 'local/http-api', honoured: ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration'], ignored: { Name: NAMES } },
  'AWS::ApiGatewayV2::Integration': { standing: 'served', by: 'local/http-api', honoured: ['ApiId', 'IntegrationType', 'IntegrationUri', 'IntegrationMethod', 'PayloadFormatVersion', 'TimeoutInMillis'], ignored: { Description: NAMES } },
  'AWS::ApiGatewayV2::Route': { standing: 'served', by: 'local/http-api', honoured: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'], ignored: { OperationName: NAMES } },
  'AWS::ApiGatewayV2::Stage': {
    standing: 'served',
    by: 'local/http-api',
    honoured: ['ApiId', 'StageName', 'AutoDeploy', 'DefaultRouteSettings', 'RouteSettings', 'AccessLogSettings'],
    ignored: { Description: NAMES, Tags: NAMES },
  },
  'AWS::CloudFront::Distribution': {
    standing: 'served',
    by: 'local/cloudfront',
    honoured: [
      'DistributionConfig.CacheBehaviors',
      'DistributionConfig.CustomErrorResponses',
      'DistributionConfig.DefaultCacheBehavior',
      'DistributionConfig.DefaultRootObject',
      'DistributionConfig.Enabled',
      'DistributionConfig.OriginGroups',
      'DistributionConfig.Origins',
    ],
    ignored: {
      'DistributionConfig.Aliases': 'the laptop answers at one address',
      'DistributionConfig.Comment': NAMES,
      'DistributionConfig.HttpVersion': 'HTTP/1.1 on loopback',
      'DistributionConfig.IPV6Enabled': 'loopback is IPv4',
      'DistributionConfig.Logging': 'no access logs are written',
      'DistributionConfig.PriceClass': 'a matter of price',
      'DistributionConfig.Restrictions': 'a laptop is in one country',
      'DistributionConfig.ViewerCertificate': 'plain HTTP on loopback',
      'DistributionConfig.WebACLId': 'no web application firewall',
      Tags: NAMES,
    },
  },
  'AWS::CloudFront::Function': { standing: 'served', by: 'local/cloudfront', honoured: ['FunctionCode', 'FunctionConfig.Runtime', 'AutoPublish'], ignored: { Name: NAMES, 'FunctionConfig.Comment': NAMES } },
  'AWS::CloudFront::OriginAccessControl': { standing: 'served', by: 'local/cloudfront', honoured: ['OriginAccessControlConfig'] },
  'AWS::CloudFront::CachePolicy': { standing: 'served', by: 'local/cloudfront', honoured: ['CachePolicyConfig'] },
  'AWS::CloudFront::OriginRequestPolicy': { standing: 'served', by: 'local/cloudfront', honoured: ['OriginRequestPolicyConfig'] },
  'AWS::CloudFront::ResponseHeadersPolicy': { standing: 'served', by: 'local/cloudfront', honoured: ['ResponseHeadersPolicyConfig'] },
  'AWS::Cognito::UserPool': {
    standing: 'served',
    by: 'cognito-local',
    honoured: ['UserPoolName', 'UsernameAttributes', 'AutoVerifiedAttributes', 'Policies', 'Schema', 'AdminCreateUserConfig'],
    ignored: {
      AccountRecoverySetting: 'nobody forgets a password here',
      AliasAttributes: 'people sign in by e-mail',
      DeletionProtection: BACKUP,
      DeviceConfiguration: 'devices are not remembered',
      EmailVerificationMessage: 'no mail leaves the laptop',
      EmailVerificationSubject: 'no mail leaves the laptop',
      EnabledMfas: 'one factor is enough on loopback',
      MfaConfiguration: 'one factor is enough on loopback',
      SmsVerificationMessage: 'no message leaves the laptop',
      UserAttributeUpdateSettings: 'attributes do not change here',
      UsernameConfiguration: 'e-mail addresses are compared as they are',
      UserPoolAddOns: 'no risk is assessed',
      UserPoolTags: NAMES,
      UserPoolTier: 'a matter of price',
      VerificationMessageTemplate: 'no mail leaves the laptop',
    },
  },
  'AWS::Cognito::UserPoolClient': {
    standing: 'served',
    by: 'cognito-local',
    honoured: ['UserPoolId', 'ClientName', 'GenerateSecret', 'ExplicitAuthFlows', 'AllowedOAuthFlows', 'AllowedOAuthFlowsUserPoolClient', 'AllowedOAuthScopes', 'CallbackURLs', 'LogoutURLs', 'EnableTokenRevocation', 'AccessTokenValidity', 'IdTokenValidity', 'RefreshTokenValidity', 'TokenValidityUnits'],
    ignored: {
      PreventUserExistenceErrors: 'on loopback nobody guesses names',
      ReadAttributes: 'every attribute may be read',
      SupportedIdentityProviders: 'the pool itself is the only provider',
      WriteAttributes: 'attributes do not change here',
    },
  },
  'AWS::Cognito::UserPoolDomain': { standing: 'served', by: 'cognito-local', honoured: ['UserPoolId', 'Domain'], ignored: { ManagedLoginVersion: 'a page of the laptop’s own stands in' } },
  'AWS::SecretsManager::Secret': { standing: 'served', by: 'local/secrets', honoured: ['Name', 'GenerateSecretString'], ignored: { Description: NAMES, KmsKeyId: ENCRYPTION, Tags: NAMES } },
  'AWS::SES::EmailIdentity': {
    standing: 'served',
    by: 'local/mail',
    honoured: ['EmailIdentity'],
    ignored: {
      ConfigurationSetAttributes: 'every mail names its configuration set',
      DkimAttributes: 'nothing is signed that nobody receives',
      DkimSigningAttributes: 'nothing is signed that nobody receives',
      FeedbackAttributes: 'no bounce comes back',
      MailFromAttributes: 'nothing leaves the laptop',
    },
  },
  'AWS::SES::ConfigurationSet': {
    standing: 'served',
    by: 'local/mail',
    honoured: ['Name'],
    ignored: {
      DeliveryOptions: 'nothing leaves the laptop',
      ReputationOptions: METRICS,
      SendingOptions: 'sending is always on',
      SuppressionOptions: 'no bounce comes back, so no address is suppressed',
    },
  },
  'AWS::SQS::Queue': {
    standing: 'served',
    by: 'local/lambda, as a list of dead letters',
    honoured: ['QueueName'],
    ignored: {
      KmsMasterKeyId: ENCRYPTION,
      MessageRetentionPeriod: 'dead letters are kept until they are taken away, or --fresh',
      RedriveAllowPolicy: 'dead letters are not read by machines',
      RedrivePolicy: 'dead letters are not read by machines',
      SqsManagedSseEnabled: ENCRYPTION,
      Tags: NAMES,
      VisibilityTimeout: 'dead letters are not read by machines',
    },
  },
  'AWS::SQS::QueuePolicy': { standing: 'served', by: 'local/iam', honoured: ['PolicyDocument', 'Queues'] },
  'AWS::Logs::LogGroup': { standing: 'ignored', because: LOGS },
  'AWS::Logs::MetricFilter': { standing: 'ignored', because: METRICS },
  'AWS::Logs::ResourcePolicy': { standing: 'ignored', because: LOGS },
  'AWS::CloudWatch::Alarm': {
    standing: 'served',
    by: 'local/cloudwatch',
    honoured: [
      ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'AlarmActions', 'OKActions', 'InsufficientDataActions'],
      ...['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period', 'Metrics'],
      ...['EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData'],
    ],
    ignored: { Tags: NAMES },
  },
  'AWS::CloudWatch::Dashboard': { standing: 'ignored', because: '/_local/ shows the alarms' },
  'AWS::SNS::Topic': { standing: 'served', by: 'local/cloudwatch, as a list of what was mailed', honoured: ['TopicName', 'KmsMasterKeyId'], ignored: { DisplayName: NAMES, Tags: NAMES } },
  'AWS::SNS::TopicPolicy': { standing: 'ignored', because: 'only alarms publish to the topic' },
  'AWS::SNS::Subscription': { standing: 'served', by: 'local/cloudwatch, as a list of what was mailed', honoured: ['Protocol', 'TopicArn', 'Endpoint'] },
  'AWS::KMS::Key': { standing: 'ignored', because: ENCRYPTION },
  'AWS::WAFv2::WebACL': { standing: 'ignored', because: 'no web application firewall' },
  'AWS::CDK::Metadata': { standing: 'ignored', because: 'says which version of the CDK wrote the template' },
};

/** The CDK's own helper behind Custom::CDKBucketDeployment: a Python function, its role and its policy. */
export const IGNORED_PROVIDER = { logicalIdPrefix: 'CustomCDKBucketDeployment', because: 'the bucket deployment of the CDK is served natively, its Python function is not run' } as const;

export function isIgnoredProvider(logicalId: string): boolean {
  return logicalId.startsWith(IGNORED_PROVIDER.logicalIdPrefix);
}
