/** One call of a function. `payload` is JSON text and stays text until it is inside the worker. */
export interface InvocationRequest {
  /** A name, partial ARN or ARN, with or without `:qualifier`. */
  readonly functionName: string;
  /** Where the name has none: an alias, `1` or `$LATEST`. */
  readonly qualifier?: string;
  readonly payload: string;
}

/** What the caller learns. A function that fails is an answer, as it is on AWS. */
export interface InvocationResult {
  readonly payload: string;
  readonly functionError?: 'Unhandled';
  readonly executedVersion: string;
  readonly requestId: string;
}

/** A call that Lambda itself refuses; `code` is the name of the error in its API. */
export class InvocationRefused extends Error {
  override readonly name: string = 'InvocationRefused';
  readonly code: 'ResourceNotFoundException' | 'RequestTooLargeException' | 'InvalidRequestContentException' | 'TooManyRequestsException' | 'ServiceException';
  readonly status: number;

  constructor(code: InvocationRefused['code'], status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** What a function that failed answers, as Lambda's Node runtime writes it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export const SYNCHRONOUS_LIMIT_BYTES = 6 * 1024 * 1024;
export const ASYNCHRONOUS_LIMIT_BYTES = 256 * 1024;
