import type { Telling } from '../../../functions/shared/relay/tell.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export type { TellingSettings } from '../../../functions/shared/mail/telling-of.ts';

/** Mail and webhook that take everything: what was sent twice is there twice. */
export function tellingOf(): Telling {
  const keep = (text: string): Promise<void> => gated(() => Promise.resolve(void theOutside().letters.push(text)));
  return {
    origin: 'https://portal.example',
    sendMail: ({ to, subject }) => keep(`${to} ${subject}`),
    postWebhook: ({ delivery }) => keep(`webhook ${delivery}`),
  };
}
