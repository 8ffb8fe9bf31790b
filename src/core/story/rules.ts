/**
 * The rule table: what a message, a request or a row change is called, which phase of an instance's life it belongs to,
 * and what level teaching makes of it. Keyed by method, object method, path and state columns, never by scenario: a
 * recording gets the same steps as a simulated run.
 */
import { isObject, parseJson } from '../base/json.ts';
import { type Actor, BROKER, DROP_REASONS, type FactOf, type Row, type RpcSummary } from '../trace/fact.ts';
import { COMMAND_NAMES, commandRow, isCommand, waits } from '../words/commands.ts';
import { METHOD_NAMES, methodOf, methodTold } from '../words/methods.ts';
import { type Folding, type Phase, SAVED_STATES, STATE_NAMES, stateRow } from '../words/operations.ts';
import { REQUEST_NAMES, requestKey, requestTold } from '../words/requests.ts';

export interface Rule {
  /** text key, see `Step.rule` */
  readonly key: string;
  readonly chapter: Phase;
  readonly teaching: Folding;
  /** The reply is told together with its call (a conductor's routine), not as a step of its own. */
  readonly withReply: boolean;
}

/** What the broker does by itself and somebody should see, and what was not seen of it. */
const BROKER_FACTS = {
  'message.requeued': 'requeued',
  'message.returned': 'returned',
  'amqp.refused': 'refused',
  'fault.struck': 'fault',
  'recording.gap': 'gap',
} as const;

const own = (key: string): Rule => ({ key, chapter: 'other', teaching: 'own', withReply: false });

/** Rule of a command that no other fact of its own tells; null for the others (a boot is told by its request). */
export function commandRule({ name, args }: FactOf<'command.given'>): Rule | null {
  if (!isCommand(name)) return null;
  const { step } = commandRow(name);
  return step === 'always' || (step === 'armed' && waits(name, args)) ? own(`command.${name}`) : null;
}

/** Rule of what the broker did with a copy; a message that reached no queue is told with its publication. */
export function brokerRule(
  fact: FactOf<'message.requeued' | 'message.dropped' | 'amqp.refused' | 'fault.struck' | 'recording.gap'>,
): Rule | null {
  if (fact.kind !== 'message.dropped') return own(BROKER_FACTS[fact.kind]);
  return fact.queue === null ? null : own(`dropped.${fact.reason}`);
}

/** Rule of a message that came back to its publisher; at level teaching what is tried again is told once. */
export const returnRule = (isAgain: boolean): Rule => ({
  ...own(BROKER_FACTS['message.returned']),
  teaching: isAgain ? 'fold' : 'own',
});

/** What becomes of a request that the broker does not take, or that its caller waits for no longer. */
const CALL_FACTS = {
  'rpc.publish_blocked': 'call.blocked',
  'rpc.resolved': 'call.timed_out',
  'rpc.late_reply': 'call.late_reply',
} as const;

/**
 * Rule of a publication that is held up, of a call that timed out, and of a reply that nobody waits for; other ends of a
 * call are told by their reply.
 */
export function callRule(
  fact: FactOf<'rpc.publish_blocked' | 'rpc.resolved' | 'rpc.late_reply'>,
): Rule | null {
  if (fact.kind === 'rpc.resolved' && fact.resolution !== 'MessagingTimeout') return null;
  return own(CALL_FACTS[fact.kind]);
}

/** What a request of the direct wiring is in the story: asked, answered, or without an answer. */
const DIRECT = ['direct', 'direct_answer', 'direct_refused'] as const;

/**
 * Rule of a request of the direct wiring, of its answer or of its failure: the chapters and the folding of the message
 * that it stands for. `body` = the request's.
 */
export function directRule(what: (typeof DIRECT)[number], name: string, body: string | null): Rule {
  const key = `${what}.${name}`;
  const rule = ruleOf(name, key);
  if (what === 'direct_refused') return { ...rule, teaching: 'own' };
  if (what === 'direct_answer') return { ...rule, teaching: rule.withReply ? 'fold' : 'own' };
  const saved = name === 'Instance.save' ? savedState(body ?? '') : null;
  return saved === null ? rule : savedRule(saved, key);
}

/** An `Instance.save` that takes the instance off its host: it is not built there after all. */
const RELEASED = 'released';

/** Every text key that the tables above can make; other methods, paths and states make theirs by the same pattern. */
export const RULE_KEYS: readonly string[] = [
  'start',
  'service.started',
  'service.stopping',
  'service.stopped',
  'thread.failed',
  'message.other',
  'message.dead_letter',
  ...COMMAND_NAMES.filter((name) => commandRow(name).step !== 'never').map((name) => `command.${name}`),
  ...Object.values(BROKER_FACTS),
  ...Object.values(CALL_FACTS),
  ...DROP_REASONS.filter((reason) => reason !== 'unroutable').map((reason) => `dropped.${reason}`),
  ...METHOD_NAMES.map((name) => `rpc.${name}`),
  ...METHOD_NAMES.map((name) => `reply.${name}`),
  ...DIRECT.flatMap((what) => METHOD_NAMES.map((name) => `${what}.${name}`)),
  ...[...SAVED_STATES, RELEASED].map((state) => `save.${state}`),
  ...STATE_NAMES.map((state) => `state.${state}`),
  ...REQUEST_NAMES.flatMap((request) => [`http.${request}`, `answer.${request}`]),
];

/** Rule of a publication. `rpc.in_reply_to` names the call of a reply. */
export function messageRule(rpc: RpcSummary, body: string, actor: Actor): Rule {
  if (rpc.type === 'other') {
    if (actor === BROKER) return own('message.dead_letter');
    return { ...own('message.other'), teaching: 'fold' };
  }
  const name = methodOf(rpc) || 'unknown';
  if (rpc.type === 'reply') {
    const call = ruleOf(name, `reply.${name}`);
    return { ...call, teaching: call.withReply ? 'fold' : 'own' };
  }
  const saved = name === 'Instance.save' ? savedState(body) : null;
  return saved === null ? ruleOf(name, `rpc.${name}`) : savedRule(saved, `save.${saved.name}`);
}

function ruleOf(name: string, key: string): Rule {
  const { phase, teaching, reply } = methodTold(name);
  return { key, chapter: phase, teaching, withReply: reply === 'with call' };
}

/** An `Instance.save` is told by what it saves: these are the steps of a build. */
function savedRule({ name, isError }: SavedState, key: string): Rule {
  if (name === RELEASED) return { key, chapter: 'failed', teaching: 'own', withReply: true };
  const { phase, saved } = stateRow(name);
  return { key, chapter: isError ? 'failed' : phase, teaching: saved, withReply: true };
}

interface SavedState {
  /** `spawning`, `active`, `released` */
  readonly name: string;
  /** its vm_state becomes error by it, whatever its task is */
  readonly isError: boolean;
}

/** What an Instance.save changes, read from the object's own list of changes; null when it is no state of the instance. */
function savedState(body: string): SavedState | null {
  const envelope = parseJson(body);
  const text = isObject(envelope) ? envelope['oslo.message'] : null;
  // without a queue there is no envelope; a recording has the message parsed
  const message = typeof text === 'string' ? parseJson(text) : (text ?? envelope);
  const args = isObject(message) ? message.args : null;
  const object = isObject(args) ? args.objinst : null;
  if (!isObject(object)) return null;
  const data = object['nova_object.data'];
  const changes = object['nova_object.changes'];
  if (!isObject(data) || !Array.isArray(changes)) return null;
  const isError = changes.includes('vm_state') && data.vm_state === 'error';
  if (changes.includes('host') && data.host !== null) return { name: 'claimed', isError };
  if (!changes.includes('task_state') && !changes.includes('vm_state')) {
    // a server that is offloaded leaves its host as it should; one that is to come back and cannot is given up there
    const isOff =
      changes.includes('host') && (data.vm_state !== 'shelved_offloaded' || data.task_state === 'spawning');
    return isOff ? { name: RELEASED, isError } : null;
  }
  return { name: stateName(data.vm_state, data.task_state), isError };
}

function stateName(vmState: unknown, taskState: unknown): string {
  return typeof taskState === 'string' && taskState !== '' ? taskState : String(vmState ?? 'unknown');
}

const STATE_COLUMNS = ['vm_state', 'task_state', 'host'] as const;

/** Rule of a change of an instance's state (or of its build request's beginning); null for every other row change. */
export function stateRule(fact: FactOf<'row.changed'>): Rule | null {
  const state = changedState(fact.table, fact.before, fact.after);
  if (state === null) return null;
  return {
    key: `state.${state}`,
    chapter: stateRow(state).phase,
    teaching: 'own',
    withReply: false,
  };
}

function changedState(table: string, before: Row | null, after: Row | null): string | null {
  if (table === 'build_requests') return before === null ? 'build_request' : null;
  if (table !== 'instances') return null;
  if (before === null) return 'created';
  if (after === null || (before.deleted === 0 && after.deleted !== 0)) return 'deleted';
  if (STATE_COLUMNS.every((column) => before[column] === after[column])) return null;
  if ((before.host ?? null) === null && (after.host ?? null) !== null) return 'claimed';
  return stateName(after.vm_state, after.task_state);
}

/** Rule of a request to nova-api's REST surface, or of its answer. */
export function requestRule(what: 'http' | 'answer', request: FactOf<'http.requested'>): Rule {
  const name = requestKey(request.method, request.path, request.body);
  const { phase, teaching } = requestTold(name);
  return { key: `${what}.${name}`, chapter: phase, teaching, withReply: false };
}
