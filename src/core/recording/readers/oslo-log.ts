/**
 * Logs of OpenStack services as messages: msg id and unique id stand on the lines of both the sender and the receiver, so that
 * logs alone give exact pairs once oslo.messaging logs at DEBUG. Which queue a message took, which vhost and what was in it,
 * they do not tell. Lines that are known are kept with their ids renamed; of all others the level and the logger.
 */
import { isObject } from '../../base/json.ts';
import { type LogLevel, type RpcSummary, UNKNOWN_ACTOR } from '../../trace/fact.ts';
import { parseBounded } from '../redact/measure.ts';
import { isPlain } from '../redact/names.ts';
import type { Redactor } from '../redact/redactor.ts';
import { tracebackKept } from '../redact/traceback.ts';
import { type OsloLine, osloJsonLine, osloTextLine } from './oslo-lines.ts';
import { serviceOfLoggers } from './oslo-services.ts';
import type { FormatReader, ReaderContext } from './reader.ts';
import type { LogRecord, MessageRecord } from './records.ts';

const HEX = '([0-9a-f]{32})';
const WORD = "'?([\\w.-]{1,255})'?";
const REPLY = '(reply_[\\w.-]{1,80})';

type LoggedMessage = Pick<MessageRecord, 'way' | 'exchange' | 'routing_key' | 'queues' | 'rpc' | 'pair'>;
type MakeLogged = (found: readonly string[], method: string | undefined) => LoggedMessage;

const said = (
  way: LoggedMessage['way'],
  pair: string,
  rpc: RpcSummary,
  exchange = '?',
  key = '?',
): LoggedMessage => ({
  way,
  exchange,
  routing_key: key,
  queues: way === 'deliver' ? [key] : [],
  rpc,
  pair,
});
const named = (method: string | undefined): { readonly method?: string } =>
  method === undefined ? {} : { method };

/** Lines of oslo.messaging that tell of a message (`amqpdriver.py`, `impl_rabbit.py`). */
const MESSAGES: readonly (readonly [RegExp, MakeLogged])[] = [
  [
    new RegExp(`^CALL msg_id: ${HEX} exchange ${WORD} topic ${WORD}`),
    ([id = '', exchange, topic], method) =>
      said('publish', `call ${id}`, { type: 'call', msg_id: id, ...named(method) }, exchange, topic),
  ],
  [
    new RegExp(`^CAST unique_id: ${HEX} FANOUT topic ${WORD}`),
    ([id = '', topic = ''], method) =>
      said(
        'publish',
        `cast ${id}`,
        { type: 'fanout', unique_id: id, ...named(method) },
        `${topic}_fanout`,
        '',
      ),
  ],
  [
    new RegExp(`^CAST unique_id: ${HEX} NOTIFY exchange ${WORD} topic ${WORD}`),
    ([id = '', exchange, topic]) =>
      said('publish', `cast ${id}`, { type: 'notification', unique_id: id }, exchange, topic),
  ],
  [
    new RegExp(`^CAST unique_id: ${HEX} exchange ${WORD} topic ${WORD}`),
    ([id = '', exchange, topic], method) =>
      said('publish', `cast ${id}`, { type: 'cast', unique_id: id, ...named(method) }, exchange, topic),
  ],
  [
    new RegExp(`^received message msg_id: ${HEX} reply to ${REPLY}`),
    ([id = '', queue = '']) => said('deliver', `call ${id}`, { type: 'call', msg_id: id, reply_q: queue }),
  ],
  [
    new RegExp(`^received message with unique_id: ${HEX}`),
    ([id = '']) => said('deliver', `cast ${id}`, { type: 'cast', unique_id: id }),
  ],
  [
    new RegExp(`^sending reply msg_id: ${HEX} reply queue: ${REPLY}`),
    ([id = '', queue]) => said('publish', `reply ${id}`, { type: 'reply', msg_id: id }, '', queue),
  ],
  [
    new RegExp(`^received reply msg_id: ${HEX}`),
    ([id = '']) => said('deliver', `reply ${id}`, { type: 'reply', msg_id: id }),
  ],
];

/** Lines that are kept as they are: words of the programs, ids (renamed), figures and hosts. */
const KNOWN = [
  `Expecting reply to msg ${HEX} in queue ${REPLY}`,
  `Creating (?:reply|fanout) queue: [\\w.-]{1,255}`,
  `No calling threads waiting for msg_id ?: ${HEX}`,
  `${REPLY} doesn't exist, drop reply to ${HEX}`,
  `The reply ${HEX} failed to send after \\d{1,6} seconds due to a missing queue \\(${REPLY}\\)\\. Abandoning\\.\\.\\.`,
  `Timed out waiting for a reply to message ID ${HEX}`,
  'Claim successful on node [\\w.-]{1,64}',
  'Instance spawned successfully\\.?',
  'Took \\d{1,6}\\.\\d{1,3} seconds to (?:spawn the instance on the hypervisor|build instance|destroy the instance on the hypervisor|deallocate network for instance)\\.?',
  'Starting instance\\.\\.\\.',
  'Attempting claim on node [\\w.-]{1,64}: memory \\d+ MB, disk \\d+ GB, vcpus \\d+ CPU',
].map((source) => new RegExp(`^${source}$`));

const METHOD = /^Calling RPC method ([a-z_]{1,64}) on target/;

interface ReadLine extends OsloLine {
  readonly t: number;
}

/** Lines of one process: who it is can be told when all of them are there. */
interface ProcessLines {
  readonly host: string;
  readonly program: string;
  readonly loggers: Map<string, number>;
  readonly made: (MessageRecord | LogRecord)[];
  /** host that its lines name */
  node: string;
  /** method that was called last, by request */
  readonly calling: Map<string, string>;
}

export const osloText = (context: ReaderContext): FormatReader =>
  new OsloLog(context, (text) => osloTextLine(text.slice(0, 100_000)), false);

export const osloJson = (context: ReaderContext): FormatReader =>
  new OsloLog(
    context,
    (text) => {
      const read = parseBounded(text);
      return isObject(read) ? osloJsonLine(read) : null;
    },
    true,
  );

/** A line whose words are Nova's or oslo.messaging's own, and say nothing of anybody. */
export const isKnownLine = (text: string): boolean => KNOWN.some((look) => look.test(text));

class OsloLog implements FormatReader {
  private readonly processes = new Map<string, ProcessLines>();
  private readonly context: ReaderContext;
  private readonly parse: (text: string) => OsloLine | null;
  private readonly isStrict: boolean;
  private now: number | null = null;
  private last: { readonly line: ReadLine; text: string } | null = null;

  constructor(context: ReaderContext, parse: (text: string) => OsloLine | null, isStrict: boolean) {
    this.context = context;
    this.parse = parse;
    this.isStrict = isStrict;
  }

  line(text: string, number: number): void {
    if (text.trim() === '') return;
    const read = this.parse(text);
    if (read === null) {
      // a line that is none goes on with the one above: a traceback, a message of several lines
      if (this.last && !this.isStrict) this.more(text);
      else this.context.skip(number, 'is no line of oslo.log');
      return;
    }
    const t = read.t ?? this.now ?? 0;
    this.now = t;
    const line: ReadLine = { ...read, t };
    const { last } = this;
    const isMore = last && line.level === 'ERROR' && last.line.logger === line.logger && last.line.t === t;
    if (isMore && (/^(Traceback| )/.test(line.text) || last.text !== '')) {
      this.more(line.text);
      return;
    }
    this.take();
    this.last = { line, text: line.traceback };
  }

  end(): void {
    this.take();
    for (const one of this.processes.values()) {
      const actor = this.nameOf(one);
      for (const record of one.made)
        this.context.out.records.push(
          record.kind === 'message' ? { ...record, user: actor } : { ...record, actor },
        );
    }
    this.context.out.records.sort((a, b) => a.t - b.t);
  }

  private more(text: string): void {
    if (this.last && this.last.text.length < 100_000) this.last.text += `${text}\n`;
  }

  private take(): void {
    if (!this.last) return;
    const { line, text } = this.last;
    this.last = null;
    const process = this.processOf(line);
    process.loggers.set(line.logger, (process.loggers.get(line.logger) ?? 0) + 1);
    const node = /^Claim successful on node ([\w.-]{1,64})$/.exec(line.text)?.[1];
    if (node) process.node = node;
    const method = METHOD.exec(line.text)?.[1];
    if (method) {
      process.calling.set(line.request ?? '', method);
      return;
    }
    const message = this.messageOf(line, process);
    if (message) process.made.push(message);
    else this.tell(line, text, process);
  }

  private processOf({ stream, host, program }: ReadLine): ProcessLines {
    const known = this.processes.get(stream);
    if (known) return known;
    const made = { host, program, loggers: new Map(), made: [], node: '', calling: new Map() };
    this.processes.set(stream, made);
    return made;
  }

  private messageOf(line: ReadLine, { calling }: ProcessLines): MessageRecord | null {
    for (const [look, make] of MESSAGES) {
      const match = look.exec(line.text);
      if (!match) continue;
      const key = line.request ?? '';
      const made = make(match.slice(1), calling.get(key));
      if (made.way === 'publish' && made.rpc.type !== 'reply') calling.delete(key);
      return { ...renamed(made, this.context.redact), ...UNTOLD, t: line.t, rpc: this.rpcOf(made.rpc, line) };
    }
    return null;
  }

  private rpcOf(rpc: RpcSummary, { request, global }: ReadLine): RpcSummary {
    const { redact } = this.context;
    return {
      ...rpc,
      ...(rpc.msg_id === undefined ? {} : { msg_id: redact.rename(rpc.msg_id) }),
      ...(rpc.unique_id === undefined ? {} : { unique_id: redact.rename(rpc.unique_id) }),
      ...(rpc.reply_q === undefined ? {} : { reply_q: redact.name(rpc.reply_q, 'log') }),
      ...(request === null || rpc.type === 'reply' ? {} : { request_id: request }),
      ...(global === null || rpc.type === 'reply' ? {} : { global_request_id: global }),
    };
  }

  /** A line that tells of no message: kept where its words are known, else where it warns. */
  private tell(line: ReadLine, traceback: string, { made }: ProcessLines): void {
    const { redact } = this.context;
    const isKnown = isKnownLine(line.text);
    const text = isKnown
      ? line.text.replace(/[\w.-]+/g, (word) => redact.name(word, 'log'))
      : redact.hide(line.text, 'log');
    const isTold = isKnown || line.level === 'WARNING' || line.level === 'ERROR';
    if (!isTold) return;
    const frames =
      traceback === ''
        ? []
        : tracebackKept(traceback, (bytes) => void redact.hide(' '.repeat(Math.min(bytes, 9)), 'log'));
    made.push({
      kind: 'log',
      t: line.t,
      actor: '',
      level: line.level satisfies LogLevel,
      logger: isPlain(line.logger) ? line.logger.slice(0, 120) : '',
      text,
      request_id: line.request,
      global_request_id: line.global,
      instance: line.instance,
      trace: frames.length === 0 ? null : frames.join('\n'),
    });
  }

  /** Its program by the lines, its host where they tell; several of a file with one name are workers of one service. */
  private nameOf(one: ProcessLines): string {
    const program = one.program || serviceOfLoggers(one.loggers) || 'service';
    const label = this.context.name.replace(/\.(log|txt|json)$/, '');
    const known = one.host || one.node || (/^[A-Za-z0-9][\w-]{0,40}$/.test(label) ? label : '');
    const host = this.context.redact.name(known, 'log');
    const isHosted = /compute|volume|agent/.test(program) && host !== '' && !program.endsWith(host);
    return isHosted && host !== program ? `${program}-${host}` : program;
  }
}

/** What a log does not tell of a message. */
const UNTOLD = {
  kind: 'message',
  vhost: UNKNOWN_ACTOR,
  routed: false,
  redelivered: null,
  properties: {},
  connection: '',
  user: '',
  body: '',
  group: null,
} as const;

const renamed = (made: LoggedMessage, redact: Redactor): LoggedMessage => ({
  ...made,
  exchange: redact.name(made.exchange, 'log'),
  routing_key: redact.name(made.routing_key, 'log'),
  queues: made.queues.map((queue) => redact.name(queue, 'log')),
});
