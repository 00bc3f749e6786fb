import { Stack } from 'aws-cdk-lib/core';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpNoneAuthorizer, HttpStage, LogGroupLogDestination, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ContentStore } from './content-store.ts';
import { accessLogFields } from './desk-api/access-log.ts';
import { deskRoutes, publicRoutes, type ApiHandlerName, type Route } from './desk-api/routes.ts';
import { HandlerFunction } from './handler-function.ts';
import { logGroupFor, type House } from './house.ts';
import type { TokenIssuer } from './identity.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';

export interface DeskApiProps {
  readonly house: House;
  readonly records: Records;
  readonly content: ContentStore;
  readonly relay: Relay;
  readonly tokenIssuer: TokenIssuer;
  readonly publicOrigin: string;
  /** What the distribution proves itself with; the functions refuse requests without it. */
  readonly originSecret: string;
}

/** The API behind the desk. Only the routes of the table exist; everything else is the gateway's own 404. */
export class DeskApi extends Construct {
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: DeskApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, description: `Fabu desk API, stage ${props.house.stage.name}` });
    const integrations = this.integrations(props);
    const jwt = new HttpJwtAuthorizer('SignedIn', props.tokenIssuer.issuer, { jwtAudience: [props.tokenIssuer.audience] });
    for (const route of deskRoutes) this.addRoute(route, integrations[route.handler], jwt);
    for (const route of publicRoutes) this.addRoute(route, integrations[route.handler], new HttpNoneAuthorizer());
    this.addStage(props.house);
  }

  /** Refers to the API alone, never to stage or routes: a function that knows the distribution would close a circle. */
  get domainName(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `${this.api.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  private addRoute(route: Route, integration: HttpLambdaIntegration, authorizer: IHttpRouteAuthorizer): void {
    const added = this.api.addRoutes({ path: route.path, methods: [...route.methods], integration, authorizer });
    if (authorizer instanceof HttpNoneAuthorizer) {
      const reason = 'The public reads this without signing in; the origin secret keeps others than the distribution out, and the function may not write.';
      added.forEach((each) => acknowledge(each, 'AwsSolutions-APIG4', reason));
    }
  }

  private addStage(house: House): void {
    const { requestsPerSecond, burst } = house.stage.configuration.throttling;
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroupFor(this, 'AccessLog', house.stage)),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
  }

  private integrations(props: DeskApiProps): Record<ApiHandlerName, HttpLambdaIntegration> {
    const { house, records, content, relay, originSecret } = props;
    const shared = { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret };
    const author = new HandlerFunction(this, 'Author', {
      house,
      handler: 'api/author',
      description: 'Creates and edits releases',
      invocation: 'synchronous',
      environment: { ...shared, CONTENT_BUCKET: content.bucket.bucketName },
      grants: [records.items('GetItem', 'UpdateItem'), content.contents('PutObject')],
    });
    const act = new HandlerFunction(this, 'Act', {
      house,
      handler: 'api/act',
      description: 'Takes what people decide about releases',
      invocation: 'synchronous',
      environment: { ...shared, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), relay.invocation],
    });
    const read = new HandlerFunction(this, 'Read', {
      house,
      handler: 'api/read',
      description: 'Shows releases, their history and worklists',
      invocation: 'synchronous',
      environment: { ...shared, CONTENT_BUCKET: content.bucket.bucketName },
      grants: [records.items('GetItem', 'Query'), records.queries('worklist', 'listing'), content.contents('GetObject')],
    });
    const missing = new HandlerFunction(this, 'Missing', {
      house,
      handler: 'api/missing',
      description: 'Says of a page that is not there whether it was withdrawn',
      invocation: 'synchronous',
      environment: { ...shared, STYLESHEET: house.stylesheet, PUBLIC_ORIGIN: props.publicOrigin },
      grants: [records.items('GetItem')],
    });
    const integrate = (id: string, handler: HandlerFunction): HttpLambdaIntegration =>
      new HttpLambdaIntegration(id, handler.alias, { scopePermissionToRoute: false });
    return {
      'api/author': integrate('Author', author),
      'api/act': integrate('Act', act),
      'api/read': integrate('Read', read),
      'api/missing': integrate('Missing', missing),
    };
  }
}
