import { SESv2Client } from '@aws-sdk/client-sesv2';
import { patience } from '../patience.ts';
import type { Telling } from '../relay/tell.ts';
import { mailSender } from './send-mail.ts';
import { webhookSender } from './webhook.ts';

/** What a variable says where the stage has no such thing: none may be empty. */
const NONE = 'none';

export interface TellingSettings {
  readonly PUBLIC_ORIGIN: string;
  readonly MAIL_SENDER: string;
  readonly MAIL_CONFIGURATION: string;
  readonly WEBHOOK_URL: string;
  readonly WEBHOOK_SECRET: string;
}

/** How this stage tells people: by mail, by webhook, by both or not at all. */
export function tellingOf(settings: TellingSettings): Telling {
  const { PUBLIC_ORIGIN: origin, MAIL_SENDER: sender, MAIL_CONFIGURATION: configurationSet, WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = settings;
  return {
    origin,
    sendMail: sender === NONE ? undefined : mailSender(new SESv2Client(patience()), { sender, configurationSet }),
    postWebhook: url === NONE ? undefined : webhookSender({ url, secret, now: () => Date.now() }),
  };
}
