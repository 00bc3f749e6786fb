import type { Clock } from '../clock/clock.ts';
import { openMailbox, type Mailbox } from '../mail/mailbox.ts';
import { createSes } from '../mail/ses.ts';
import { createWebhookReceiver, WEBHOOK_PATH } from '../mail/webhook-receiver.ts';
import type { Assembly } from '../template/assembly.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { mailOf } from '../template/mail.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import type { DataFolder } from './data-folder.ts';

/** What would leave the laptop for people and for other systems. */
export interface Post {
  /** SESv2. */
  readonly service: WireService;
  readonly mailbox: Mailbox;
  /** The laptop's own receiver of the webhook. */
  receive(request: WireRequest): WireResponse;
}

export interface PostSurroundings {
  readonly template: ResolvedTemplate;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly secretOf: (arn: string) => string | undefined;
}

export function startPost({ template, folder, clock, secretOf }: PostSurroundings): Post {
  const mailbox = openMailbox(folder.place('mailbox.sqlite'));
  const secret = secretOf(template.outputs()['WebhookSecret'] ?? '');
  return {
    service: createSes({ declared: mailOf(template), mailbox, clock }),
    mailbox,
    receive: createWebhookReceiver({ mailbox, secret, clock, realNow: Date.now }),
  };
}

/** What a deployment's owner would be asked for. */
export function parametersOf({ template }: Assembly, publicOrigin: string): Record<string, string> {
  const asked = template.Parameters ?? {};
  return { PublicOrigin: publicOrigin, ...('WebhookUrl' in asked ? { WebhookUrl: publicOrigin + WEBHOOK_PATH } : {}) };
}
