import * as z from 'zod';
import { announcementSchema, bindingSchema } from '../attachment-schemas.ts';
import { count, instant } from './answers.ts';
import { attachment, written } from './release-answers.ts';
import { reads, writes, type Calls } from './call.ts';

const form = z.object({ kind: z.literal('form'), name: z.string(), url: z.url(), fields: z.record(z.string(), z.string()), expiresAt: instant });
const part = z.object({ number: count, size: count, arrived: z.boolean(), url: z.url().meta({ description: 'Where to put exactly so many bytes, while it has not arrived' }).optional() });
const parts = z.object({ kind: z.literal('parts'), name: z.string(), uploadId: z.string(), partSize: count, parts: z.array(part), expiresAt: instant });
const bound = written.extend({ attachments: z.array(attachment) });
const edits = ['wrong-state', 'separation-of-duties', 'stale-version'] as const;

/** Files of an item: they go to the bucket and come from it by addresses that are signed for a while. */
export const attachmentCalls: Calls = {
  'POST /api/releases/{id}/attachments': writes('attachments', 'Get a form to upload a file with, or addresses for the parts of a large one', [201, z.discriminatedUnion('kind', [form, parts])], { body: announcementSchema, problems: edits }),
  'PUT /api/releases/{id}/attachments/{name}': writes('attachments', 'Check an uploaded file and bind it to the item', [200, bound], { body: bindingSchema, problems: edits }),
  'GET /api/releases/{id}/attachments/{name}/uploads/{upload}': reads('attachments', 'See which parts of a large file have arrived, and get addresses for the rest', parts, { problems: ['validation', ...edits] }),
  'DELETE /api/releases/{id}/attachments/{name}/uploads/{upload}': writes('attachments', 'Give up an upload in parts', [200, z.object({})], { problems: edits }),
  'DELETE /api/releases/{id}/attachments/{name}': writes('attachments', 'Take a file off the item', [200, bound], { problems: edits }),
  'GET /api/releases/{id}/attachments/{name}': reads('attachments', 'Get an address to download a file from', attachment.extend({ url: z.url() })),
};
