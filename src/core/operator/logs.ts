/**
 * The services' logs, line by line as oslo.log 5.0 writes them: its own `logging_context_format_string` and
 * `logging_exception_prefix`, with DevStack's `logging_user_identity_format` (`%(project_name)s %(user_name)s`). What has no
 * fact of its own but follows from one is oslo.messaging's; process ids are made up, as addresses are.
 */
import { micros } from '../base/time.ts';
import { between, merged } from '../reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Actor, Fact, FactKind, FactOf, LogLevel, LogRequest, Published } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { type LogWritten, lineText } from './log-line.ts';

interface LogText {
  /** of the fact that it is of */
  readonly index: number;
  readonly actor: Actor;
  readonly level: LogLevel;
  /** of several lines where what is written has several, or a traceback follows */
  readonly text: string;
}

interface LogFilter {
  /** the last fact that has happened */
  readonly to: number;
  /** null = of all services */
  readonly actor?: Actor | null;
  /** with the lines at DEBUG */
  readonly debug?: boolean;
}

/** In the order of time. */
export function logTexts(trace: Trace, { to, actor = null, debug = false }: LogFilter): readonly LogText[] {
  const lines = between(indexOf(trace).once(linesIn), -1, to);
  return lines.filter(
    (line) => (actor === null || line.actor === actor) && (debug || line.level !== 'DEBUG'),
  );
}

/** Services that write anything in the whole trace, in code-unit order. */
export const logActors = (trace: Trace): readonly Actor[] =>
  [
    ...new Set(
      indexOf(trace)
        .once(linesIn)
        .map(({ actor }) => actor),
    ),
  ].toSorted();

const KINDS: readonly FactKind[] = [
  'log.written',
  'rpc.late_reply',
  'rpc.reply_abandoned',
  'rpc.duplicate_discarded',
  'service.started',
];

function linesIn(index: TraceIndex): readonly LogText[] {
  const pids = new Map<Actor, number>();
  const pidOf = (actor: Actor): number => {
    const known = pids.get(actor) ?? 1000 + 7 * [...index.actors].indexOf(actor);
    pids.set(actor, known);
    return known;
  };
  const lines: LogText[] = [];
  for (const fact of merged(KINDS.map((kind): readonly Fact[] => index.of(kind)))) {
    // a process of its own each time
    if (fact.kind === 'service.started') pids.set(fact.actor, pidOf(fact.actor) + 1);
    const written = writtenOf(fact, index);
    if (!written) continue;
    const { index: place, actor, at } = fact;
    const text = lineText(index.head.epoch_ms, micros(at), pidOf(actor), written);
    lines.push({ index: place, actor, level: written.level, text });
  }
  return lines;
}

const DRIVER = 'oslo_messaging._drivers.amqpdriver';
const PLAIN = { logger: DRIVER, request: null, instance: null, trace: null } as const;
/** Seconds: `missing_destination_retry_timeout` */
const PATIENCE = 60;

function writtenOf(fact: Fact, index: TraceIndex): LogWritten | null {
  switch (fact.kind) {
    case 'log.written':
      return fact;
    case 'rpc.late_reply':
      return { ...PLAIN, level: 'INFO', text: `No calling threads waiting for msg_id : ${fact.msg_id}` };
    case 'rpc.reply_abandoned':
      return { ...abandoned(fact), request: requestOf(index.calls.get(fact.msg_id)?.call ?? null) };
    case 'rpc.duplicate_discarded': {
      const msgId = index.messages.get(fact.message)?.published.rpc.msg_id ?? 'None';
      const error = `oslo_messaging._drivers.common.DuplicateMessageError: Found duplicate message(${fact.unique_id}). Skipping it.`;
      return { ...PLAIN, level: 'ERROR', text: `ignoring duplicate message ${msgId}: ${error}` };
    }
    default:
      return null;
  }
}

/** Of a message's context: whoever works on it writes in its name. */
function requestOf(message: Published | null): LogRequest | null {
  const id = message?.rpc.request_id;
  if (!message || id === undefined) return null;
  const named = (key: string): string | null =>
    new RegExp(`_context_${key}\\\\?": \\\\?"([^"\\\\]*)`).exec(message.body)?.[1] ?? null;
  return { id, global_id: null, project: named('project_name'), user: named('user_name') };
}

function abandoned({ msg_id, reply_q, reason }: FactOf<'rpc.reply_abandoned'>): LogWritten {
  if (reason === 'obsolete_reply_queue')
    return { ...PLAIN, level: 'WARNING', text: `${reply_q} doesn't exist, drop reply to ${msg_id}` };
  const text = `The reply ${msg_id} failed to send after ${PATIENCE} seconds due to a missing queue (${reply_q}). Abandoning...: oslo_messaging.exceptions.MessageUndeliverable`;
  return { ...PLAIN, level: 'ERROR', text };
}
