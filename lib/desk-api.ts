import { Stack } from 'aws-cdk-lib/core';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpNoneAuthorizer, HttpStage, LogGroupLogDestination, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { accessLogFields } from './desk-api/access-log.ts';
import { apiFunctions } from './desk-api/functions.ts';
import type { DeskApiProps } from './desk-api/props.ts';
import { deskRoutes, publicRoutes, type ApiHandlerName, type Route } from './desk-api/routes.ts';
import { logGroupFor, type House } from './house.ts';

type Integrations = Readonly<Record<ApiHandlerName, HttpLambdaIntegration>>;

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
    props.house.alarms.watch(this, 'api-errors', this.serverErrors);
  }

  /** Refers to the API alone, never to stage or routes: a function that knows the distribution would close a circle. */
  get domainName(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `${this.api.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  /** Errors that are ours: the gateway's own and those of the functions behind it. */
  get serverErrors(): Metric {
    return new Metric({ namespace: 'AWS/ApiGateway', metricName: '5xx', dimensionsMap: { ApiId: this.api.apiId }, statistic: 'Sum' });
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

  private integrations(props: DeskApiProps): Integrations {
    const made = Object.entries(apiFunctions).map(([name, make]) => {
      const handler = make(this, props);
      return [name, new HttpLambdaIntegration(handler.node.id, handler.alias, { scopePermissionToRoute: false })] as const;
    });
    return Object.fromEntries(made) as Integrations;
  }
}
