import * as z from 'zod';
import { LONGEST_LINE } from './schemas.ts';

/** `POST /releases/{id}/attachments`: what is going to be uploaded; size in bytes. What may be, is the domain's to say. */
export const announcementSchema = z.strictObject({ name: z.string().min(1).max(LONGEST_LINE), type: z.string().max(LONGEST_LINE), size: z.int() });

/** `PUT /releases/{id}/attachments/{name}`: the version that the bucket gave to the upload, or the upload whose parts are all there. */
export const bindingSchema = z
  .strictObject({ versionId: z.string().min(1).max(1024).optional(), uploadId: z.string().min(1).max(1024).optional() })
  .refine(({ versionId, uploadId }) => (versionId === undefined) !== (uploadId === undefined), { message: 'required', path: ['versionId'] })
  .meta({ oneOf: [{ required: ['versionId'] }, { required: ['uploadId'] }] });
