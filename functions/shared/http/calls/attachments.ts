import * as z from 'zod';
import { announcementSchema, bindingSchema } from '../attachment-schemas.ts';
import { attachment, instant, written } from './answers.ts';
import { reads, writes, type Calls } from './call.ts';

const form = z.object({ name: z.string(), url: z.url(), fields: z.record(z.string(), z.string()), expiresAt: instant });
const bound = written.extend({ attachments: z.array(attachment) });
const edits = ['wrong-state', 'separation-of-duties', 'stale-version'] as const;

/** Files of an item: they go to the bucket and come from it by addresses that are signed for a while. */
export const attachmentCalls: Calls = {
  'POST /api/releases/{id}/attachments': writes('attachments', 'Get a form to upload a file with', [201, form], { body: announcementSchema, problems: edits }),
  'PUT /api/releases/{id}/attachments/{name}': writes('attachments', 'Check an uploaded file and bind it to the item', [200, bound], { body: bindingSchema, problems: edits }),
  'DELETE /api/releases/{id}/attachments/{name}': writes('attachments', 'Take a file off the item', [200, bound], { problems: edits }),
  'GET /api/releases/{id}/attachments/{name}': reads('attachments', 'Get an address to download a file from', attachment.extend({ url: z.url() })),
};
