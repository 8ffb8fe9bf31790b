/** A step is what a person steps through: a stretch of facts with one fact that names it. */
import type { Micros } from '../base/time.ts';
import type { Actor } from '../trace/fact.ts';
import type { Phase } from '../words/operations.ts';

export type Level = 'teaching' | 'messages';

/** What the step shows. `state` = an instance's vm_state/task_state/host changed; `service` = a service stopped or started; `work` = SQL or REST folded into one step. */
export type StepKind =
  | 'call'
  | 'reply'
  | 'cast'
  | 'fanout'
  | 'notification'
  | 'http'
  | 'state'
  | 'service'
  | 'work';

export interface Step {
  /** 1-based */
  readonly n: number;
  readonly level: Level;
  readonly kind: StepKind;
  /** phase of an operation, by method, object method, request and state, never by scenario */
  readonly chapter: Phase;
  /** index of the fact that names the step (a publication, a request, a row change, a command) */
  readonly main: number;
  /** the steps cut the told facts into stretches: this one is (before, last], 0-based fact indexes */
  readonly before: number;
  readonly last: number;
  /** virtual time of the main fact */
  readonly at: Micros;
  /** sender, or the one who acts */
  readonly from: Actor;
  /** receivers as delivered (or the owners of the queues routed to); empty when dropped or nobody else is concerned */
  readonly to: readonly Actor[];
  /** text key of the rule that made it: `rpc.ping`, `rpc.Instance.save`, `http.POST /servers`, `state.active` ... */
  readonly rule: string;
  /** publications and requests that belong to the step, main first: call and reply folded together at level teaching */
  readonly messages: readonly number[];
  /** `row.changed` facts of the step that are shown (periodic ones left out unless periodic is shown) */
  readonly rows: readonly number[];
}
