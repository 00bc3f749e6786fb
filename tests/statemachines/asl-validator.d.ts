declare module 'asl-validator' {
  interface Verdict {
    readonly isValid: boolean;
    readonly errors: readonly { readonly 'Error code': string; readonly Message?: string; readonly path?: string }[];
    errorsText(separator?: string): string;
  }
  /** Writes the query language into the states of what it is given. */
  export default function validate(definition: object, options?: { readonly checkPaths?: boolean; readonly checkArn?: boolean }): Verdict;
}
