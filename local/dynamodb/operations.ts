import { checkTypes, checkValidations, loadOperation, type Operation, type Refusal, type Store, type Validation } from './dynalite.ts';

/** Tables come from the template, so creating and changing them is not served here. */
const SERVED = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

const operations = new Map<string, Operation>(SERVED.map((name) => [name, loadOperation(name.charAt(0).toLowerCase() + name.slice(1))]));

export function operationNamed(name: string): Operation | undefined {
  return operations.get(name);
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

/** The input as dynalite's actions want it. Throws a `Refusal` that names what is wrong. */
export function validated(store: Store, validation: Validation, input: Record<string, unknown>): Record<string, unknown> {
  const data = checkTypes(input, validation.types);
  checkValidations(data, validation.types, validation.custom, store);
  return data;
}

/** A parameter that dynalite would drop in silence, and AWS would not. */
export function unknownParameter(validation: Validation, input: Record<string, unknown>): string | undefined {
  return Object.keys(input).find((name) => input[name] != null && input[name] !== 'NONE' && !(name in validation.types));
}

export function carryOut(store: Store, operation: Operation, data: Record<string, unknown>): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    operation.action(store, data, (error, answered) => {
      if (error != null) reject(error);
      else resolve(answered ?? {});
    });
  });
}
