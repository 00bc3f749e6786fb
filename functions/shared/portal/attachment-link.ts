import type { Attachment as BoundFile } from '../../../domain/release/content.ts';
import { fileTypeOf } from '../../../domain/release/file-types.ts';
import { filePath } from '../../../web/portal/addresses.ts';
import type { Attachment } from '../../../web/portal/model.ts';

/** How a page names a file. A preview has no address yet to lead to. */
export function linkTo(pathOfArticle: string | undefined, { name, size }: BoundFile): Attachment {
  const href = pathOfArticle === undefined ? '#attachments' : filePath(pathOfArticle, name);
  return { name, href, type: fileTypeOf(name)?.label ?? '', bytes: size };
}
