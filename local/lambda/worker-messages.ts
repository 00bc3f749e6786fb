/** What host and worker say to each other. JSON travels as text: cloning a string is cheaper than cloning a tree. */
export interface WorkerSetup {
  /** The folder of the bundle. */
  readonly directory: string;
  /** `file.export`. */
  readonly handler: string;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly payload: string;
  readonly context: ContextFields;
  readonly traceId: string;
  /** Real time, epoch milliseconds. */
  readonly deadline: number;
}

export interface ContextFields {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unready'; readonly failure: string }
  | { readonly kind: 'answer'; readonly requestId: string; readonly ok: boolean; readonly payload: string };
