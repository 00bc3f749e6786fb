import { LARGEST_DATA_BYTES, ServiceFault } from '../faults.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { signal } from '../interpreter/task.ts';
import { allowOnly, jsonFault, optionalText, text, type Operation } from './request.ts';

/** What workers say about tasks, by the token they were handed. */
export function taskOperations(interpreter: Interpreter): Record<string, Operation> {
  const { tokens } = interpreter.parts;
  return {
    SendTaskSuccess: (request) => {
      allowOnly(request, ['taskToken', 'output']);
      const ticket = tokens.read(request['taskToken']);
      const output = text(request, 'output');
      const fault = Buffer.byteLength(output) > LARGEST_DATA_BYTES ? 'Output is larger than 262144 bytes' : jsonFault(output);
      if (fault !== undefined) throw new ServiceFault('InvalidOutput', `Invalid Output: '${fault}'`);
      signal(interpreter, ticket, { kind: 'success', output });
      return {};
    },
    SendTaskFailure: (request) => {
      allowOnly(request, ['taskToken', 'error', 'cause']);
      const [error = null, cause = null] = [optionalText(request, 'error'), optionalText(request, 'cause')];
      signal(interpreter, tokens.read(request['taskToken']), { kind: 'failure', fault: { kind: 'task', error, cause } });
      return {};
    },
    SendTaskHeartbeat: (request) => {
      allowOnly(request, ['taskToken']);
      signal(interpreter, tokens.read(request['taskToken']), { kind: 'heartbeat' });
      return {};
    },
  };
}
