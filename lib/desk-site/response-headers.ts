import type { ResponseHeadersPolicyProps } from 'aws-cdk-lib/aws-cloudfront';
import { headersWith } from '../portal-site/response-headers.ts';

/**
 * The desk runs its own files and nothing else, and turns no text into markup or script but through the one policy of its
 * editor. It talks to the API beside it, to the sign-in, and to the bucket that takes uploads. Frames are previews: a page
 * that was fetched with the token, shown from memory.
 */
export function deskResponseHeaders(connectsTo: readonly string[]): ResponseHeadersPolicyProps {
  return headersWith(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob:",
      "font-src 'self'",
      `connect-src ${["'self'", ...connectsTo].join(' ')}`,
      "frame-src 'self' blob:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types desk-editor',
    ].join('; '),
  );
}
