import { attachmentCalls } from './calls/attachments.ts';
import type { Calls } from './calls/call.ts';
import { descriptionCalls } from './calls/description.ts';
import { dutyCalls } from './calls/duties.ts';
import { peopleCalls } from './calls/people.ts';
import { releaseCalls } from './calls/releases.ts';

/** Every call of the API by its route key. Handlers import their schemas and never this: a bundle carries what it uses. */
export const calls: Calls = { ...releaseCalls, ...attachmentCalls, ...dutyCalls, ...peopleCalls, ...descriptionCalls };
