import { propertiesOf } from './compute.ts';
import type { ResolvedTemplate } from './load-template.ts';

/** From which domains mail may be sent, and by which configuration sets. */
export interface MailDeclaration {
  readonly domains: readonly string[];
  readonly configurationSets: readonly string[];
}

export function mailOf(template: ResolvedTemplate): MailDeclaration {
  return {
    domains: template.ofType('AWS::SES::EmailIdentity').map((id) => propertiesOf(template, id).text('EmailIdentity').toLowerCase()),
    configurationSets: template.ofType('AWS::SES::ConfigurationSet').map((id) => template.ref(id)),
  };
}
