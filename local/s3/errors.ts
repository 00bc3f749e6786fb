/** S3's error codes, with the status and sentence that AWS gives. */
const CODES = {
  AccessDenied: [403, 'Access Denied'],
  AccessForbidden: [403, 'CORSResponse: This CORS request is not allowed.'],
  AuthorizationQueryParametersError: [400, 'The authorization query parameters are not valid.'],
  BadDigest: [400, 'The checksum you specified did not match what we received.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size'],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
  IncompleteBody: [400, 'The request body terminated unexpectedly'],
  InvalidAccessKeyId: [403, 'The AWS Access Key Id you provided does not exist in our records.'],
  InvalidArgument: [400, 'Invalid Argument'],
  InvalidDigest: [400, 'The Content-MD5 you specified is not valid.'],
  InvalidPart: [400, 'One or more of the specified parts could not be found or its ETag does not match.'],
  InvalidPartOrder: [400, 'The list of parts was not in ascending order.'],
  InvalidPolicyDocument: [400, 'The content of the form does not meet the conditions specified in the policy document.'],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  InvalidRequest: [400, 'Invalid Request'],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  KeyTooLongError: [400, 'Your key is too long'],
  MalformedPOSTRequest: [400, 'The body of your POST request is not well-formed multipart/form-data.'],
  MalformedXML: [400, 'The XML you provided was not well-formed or did not validate against our published schema'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchObjectLockConfiguration: [404, 'The specified object does not have a ObjectLock configuration'],
  NoSuchUpload: [404, 'The specified upload does not exist. It may have been aborted or completed.'],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NotImplemented: [501, 'A header or operation you provided implies functionality that is not implemented'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  SignatureDoesNotMatch: [403, 'The request signature we calculated does not match the signature you provided.'],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const;

export type S3Code = keyof typeof CODES;

/** A fault that the caller is told as S3 tells it. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: S3Code;
  readonly status: number;
  /** Response headers beside the body, e.g. `x-amz-delete-marker`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Elements beside Code and Message, e.g. `Key`. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: S3Code, options: { message?: string; fields?: Record<string, string>; headers?: Record<string, string> } = {}) {
    super(options.message ?? CODES[code][1]);
    this.code = code;
    this.status = CODES[code][0];
    this.fields = options.fields ?? {};
    this.headers = options.headers ?? {};
  }
}

/** What the laptop refuses rather than guesses, by name. */
export function notServed(what: string): S3Error {
  return new S3Error('NotImplemented', { message: `The laptop does not serve ${what}.` });
}

/** The objects' folder cannot be read. Its message is one line for the person who started the laptop. */
export class DamagedObjectsError extends Error {
  override readonly name = 'DamagedObjectsError';
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(`The data folder ${folder} is damaged (${detail.split('\n', 1)[0] ?? ''}). Start with --fresh to begin with empty buckets.`, { cause });
    this.folder = folder;
  }
}
