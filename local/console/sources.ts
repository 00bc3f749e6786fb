import type { WireRequest, WireResponse } from '../wire/wire.ts';

/** What the console shows. Instants are ISO 8601 with offset. */
export interface ExecutionRow {
  readonly name: string;
  readonly stateMachine: string;
  readonly status: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

/** What the laptop's own receiver of the webhook got. */
export interface WebhookRow {
  readonly at: string;
  readonly delivery: string;
  /** Whether its signature held. */
  readonly verified: boolean;
  readonly body: string;
}

export interface AlarmRow {
  readonly name: string;
  readonly state: string;
  readonly since: string;
  /** What the values of the last periods were when it came into this state. */
  readonly reason: string;
  readonly description: string;
  /** Where the description points: what to do about it. */
  readonly runbook?: string;
}

/** What a topic would have mailed. */
export interface NoticeRow {
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface DeadLetter {
  readonly from: string;
  readonly at: string;
  readonly error: string;
}

/** How unkind the laptop is. */
export interface FaultsRow {
  /** What is on, for people; empty when nothing is. */
  readonly inForce: readonly string[];
}

export interface ConsoleSources {
  readonly executions: {
    /** Newest first; all of them where no limit is given. */
    list(limit?: number): Promise<readonly ExecutionRow[]>;
    /** Undefined for a name that no execution has. */
    history(name: string): Promise<readonly unknown[] | undefined>;
  };
  /** Everything that the engines did with the thing of that id. */
  readonly trace: (id: string, otherNames: readonly string[]) => Promise<object>;
  readonly outbox: () => Promise<readonly Mail[]>;
  readonly webhooks: () => Promise<readonly WebhookRow[]>;
  readonly receiveWebhook: (request: WireRequest) => WireResponse;
  readonly alarms: () => Promise<readonly AlarmRow[]>;
  /** Oldest first. */
  readonly notices: () => Promise<readonly NoticeRow[]>;
  readonly deadLetters: () => Promise<readonly DeadLetter[]>;
  /** Takes all dead letters away; how many there were. */
  readonly purgeDeadLetters: () => number;
  readonly faults: {
    view(): FaultsRow;
    /** Puts a plan in force. @throws BadPlan with every fault of what was given */
    set(plan: unknown): FaultsRow;
  };
  /** The last lines that functions and gateways wrote, oldest first. */
  readonly logs: () => readonly string[];
  /** Links to the other surfaces. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
}
