import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceFault } from '../faults.ts';
import type { Thread } from '../storage/threads.ts';
import { retryCountOf } from './scope.ts';

/** Which attempt of which task a token stands for. */
export interface Ticket {
  readonly execution: number;
  readonly thread: number;
  readonly entered: number;
  readonly attempt: number;
}

/** Makes and reads task tokens. They are signed, so that a late token can be told from a made-up one. */
export class Tokens {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  issue(thread: Thread): string {
    const ticket = [thread.execution, thread.id, thread.entered, retryCountOf(thread)].join('.');
    return Buffer.from(`${ticket}.${this.#sign(ticket)}`).toString('base64');
  }

  /** Throws InvalidToken for anything that was not issued here. */
  read(token: unknown): Ticket {
    const text = typeof token === 'string' ? Buffer.from(token, 'base64').toString() : '';
    const cut = text.lastIndexOf('.');
    const ticket = text.slice(0, Math.max(cut, 0));
    const given = Buffer.from(text.slice(cut + 1));
    const expected = Buffer.from(this.#sign(ticket));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new ServiceFault('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    const [execution = 0, thread = 0, entered = 0, attempt = 0] = ticket.split('.').map(Number);
    return { execution, thread, entered, attempt };
  }

  #sign(ticket: string): string {
    return createHmac('sha256', this.#secret).update(ticket).digest('hex');
  }
}

/** Whether a thread still waits for exactly the attempt that a token was issued for. */
export function waitsFor(thread: Thread | undefined, ticket: Ticket): thread is Thread {
  if (thread === undefined || (thread.phase !== 'token' && thread.phase !== 'invoking')) return false;
  return thread.entered === ticket.entered && retryCountOf(thread) === ticket.attempt;
}
