import { BadRequestException, MessageRejected, SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { RefusedForGood } from '../relay/refused-for-good.ts';
import type { Letter } from './notice-mail.ts';

export interface Mail extends Letter {
  readonly to: string;
}

/**
 * Sends one mail to one person. Throws RefusedForGood where SES will never take it, and DeliveryFailed where it may another
 * time. Neither carries what SES said: its messages name the address, and errors are logged.
 */
export type SendMail = (mail: Mail) => Promise<void>;

export class DeliveryFailed extends Error {
  override readonly name = 'DeliveryFailed';
}

const UTF8 = 'UTF-8';

export function mailSender(client: SESv2Client, { sender, configurationSet }: { readonly sender: string; readonly configurationSet: string }): SendMail {
  return async ({ to, subject, text }) => {
    const command = new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: configurationSet,
      Content: { Simple: { Subject: { Data: subject, Charset: UTF8 }, Body: { Text: { Data: text, Charset: UTF8 } } } },
    });
    try {
      await client.send(command);
    } catch (error) {
      if (error instanceof MessageRejected || error instanceof BadRequestException) throw new RefusedForGood(`SES: ${error.name}`);
      throw new DeliveryFailed(`SES: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  };
}
