import type { EventDraft } from './event.ts';

/** Whether a site publishes at present. Nothing is there before the first pause. */
export interface PublishingSwitch {
  readonly site: string;
  readonly paused?: { readonly by: string; readonly at: string; readonly why: string };
}

export interface SwitchChange {
  readonly state: PublishingSwitch;
  readonly event: EventDraft;
}

export interface Switching {
  /** Who decided it, as the operator says; the cloud's own log knows which account called. */
  readonly by: string;
  readonly why: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Nothing goes online at the site until it is resumed. Undefined where it is paused already: the first reason stands. */
export function pausePublishing(state: PublishingSwitch, { by, why, at }: Switching): SwitchChange | undefined {
  if (state.paused !== undefined) return undefined;
  const paused = { by, why, at: new Date(at).toISOString() };
  return { state: { site: state.site, paused }, event: { type: 'PublishingPaused', by, data: { why } } };
}

export function resumePublishing(state: PublishingSwitch, { by, why }: Switching): SwitchChange | undefined {
  if (state.paused === undefined) return undefined;
  return { state: { site: state.site }, event: { type: 'PublishingResumed', by, data: { why, pausedAt: state.paused.at } } };
}
