import { isFields, notServed, refuse, type Fields, type Reading } from './findings.ts';
import type { TaskResource } from './machine.ts';
import { isExpression } from './expression.ts';

const INVOKE = /^arn:[\w-]+:states:::lambda:invoke(\.waitForTaskToken)?$/;
const FUNCTION = /^arn:[\w-]+:lambda:[\w-]*:\d*:function:[\w-]+(?::[\w$-]+)?$/;
const SERVED_ARGUMENTS = ['FunctionName', 'Payload'];
const UNSERVED_ARGUMENTS = ['ClientContext', 'InvocationType', 'LogType', 'Qualifier'];

export function readResource(reading: Reading, value: unknown, pointer: string): TaskResource {
  const text = typeof value === 'string' ? value : '';
  const invoke = INVOKE.exec(text);
  if (reading.express && text.endsWith('.waitForTaskToken')) {
    refuse(reading, "Express state machine does not support '.waitForTaskToken' service integration ", pointer);
  }
  if (invoke !== null) return { kind: 'invoke', waitsForToken: invoke[1] !== undefined };
  if (FUNCTION.test(text)) return { kind: 'direct', functionArn: text };
  if (!text.startsWith('arn:')) refuse(reading, 'Value is not a valid resource ARN', pointer);
  else notServed(reading, `The resource '${text}' is not served; lambda:invoke, lambda:invoke.waitForTaskToken and a function's ARN are`, pointer);
  return { kind: 'direct', functionArn: text };
}

export function checkInvokeArguments(reading: Reading, value: unknown, pointer: string): void {
  if (typeof value === 'string' && isExpression(value)) return;
  const fields: Fields = isFields(value) ? value : {};
  if (fields['FunctionName'] === undefined) refuse(reading, "The field 'FunctionName' is required but was missing", pointer);
  for (const name of Object.keys(fields)) {
    if (UNSERVED_ARGUMENTS.includes(name)) notServed(reading, `The argument '${name}' of lambda:invoke is not served`, pointer);
    else if (!SERVED_ARGUMENTS.includes(name)) refuse(reading, `The field '${name}' is not supported by Step Functions`, pointer);
  }
}

export function checkCredentials(reading: Reading, value: unknown, pointer: string): void {
  if (value === undefined) return;
  if (!isFields(value) || value['RoleArn'] === undefined) refuse(reading, "The field 'RoleArn' is required but was missing", pointer);
  else notServed(reading, 'Credentials of another role are not served', pointer);
}
