/** How the broker adds facts: who does it and what made it happen travel together. */
import { type Actor, BROKER, type FactBody, type Group } from '../trace/fact.ts';
import type { BrokerState } from './state.ts';

/** `cause` undefined = whatever the host is doing now. */
export interface Doing {
  readonly actor: Actor;
  readonly cause: number | null | undefined;
}

/** The broker by itself, because of a fact (null: nothing but time). */
export const because = (cause: number | null): Doing => ({ actor: BROKER, cause });

/** The broker, in answer to what the host is doing now. */
export const answering: Doing = { actor: BROKER, cause: undefined };

export const by = (actor: Actor): Doing => ({ actor, cause: undefined });

export function tell(state: BrokerState, doing: Doing, body: FactBody, group?: Group): number {
  const { actor, cause } = doing;
  const { host } = state;
  if (cause === undefined)
    return group === undefined ? host.emit(actor, body) : host.emit(actor, body, { group });
  return host.emit(actor, body, group === undefined ? { cause } : { cause, group });
}
