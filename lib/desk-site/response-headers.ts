import type { ResponseHeadersPolicyProps } from 'aws-cdk-lib/aws-cloudfront';
import { headersWith } from '../portal-site/response-headers.ts';

export interface DeskOrigins {
  /** Where files of items are put and looked at. */
  readonly files: readonly string[];
  /** The sign-in. */
  readonly connectsTo: readonly string[];
}

/**
 * The desk runs its own files and nothing else, and turns no text into markup or script but through the one policy of its
 * editor. It talks to the API beside it, to the sign-in, and to the bucket that takes uploads. Frames are previews: a page
 * that was fetched with the token, shown from memory.
 */
export function deskResponseHeaders({ files, connectsTo }: DeskOrigins): ResponseHeadersPolicyProps {
  const shown = files.join(' ');
  return headersWith(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `img-src 'self' data: blob: ${shown}`,
      `media-src 'self' blob: ${shown}`,
      "font-src 'self'",
      `connect-src ${["'self'", ...files, ...connectsTo].join(' ')}`,
      "frame-src 'self' blob:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types desk-editor',
    ].join('; '),
  );
}
