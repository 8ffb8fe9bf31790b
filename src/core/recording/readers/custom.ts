/**
 * Lines by a reader's own regular expression: `time`, `service` (or `from`), `to`, `method`, `id`, `request`, `queue`, `exchange`,
 * `kind` (call, cast, reply, fanout, received), `level` and `text` are the groups that say something.
 */
import { CodedError } from '../../base/assert.ts';
import type { RpcType } from '../../trace/fact.ts';
import { UNKNOWN_ACTOR } from '../../trace/fact.ts';
import { epochMsOf } from './clock.ts';
import type { FormatReader, ReaderContext } from './reader.ts';

const KINDS: readonly string[] = ['call', 'cast', 'fanout', 'reply', 'notification'];
const LONGEST = 4096;
const SERVICE = /^[A-Za-z][\w.@-]{0,63}$/;

/** Errors: `CodedError` `bad_pattern`. */
export function customLines(context: ReaderContext, source: string): FormatReader {
  const pattern = patternOf(source);
  const { redact, out } = context;
  let now = 0;
  return {
    line(text, number) {
      if (text.trim() === '') return;
      const groups = pattern.exec(text.slice(0, LONGEST))?.groups;
      if (!groups) {
        context.skip(number, 'does not fit the regular expression');
        return;
      }
      const t = groups.time === undefined ? now : timeOf(groups.time);
      if (t === null) {
        context.skip(number, 'has a `time` that is none');
        return;
      }
      now = t;
      const name = (given: string | undefined): string =>
        given === undefined ? UNKNOWN_ACTOR : redact.shapedName(given, SERVICE, 'log');
      const { method, id, request, queue, kind = '' } = groups;
      const type: RpcType = KINDS.includes(kind.toLowerCase())
        ? (kind.toLowerCase() as RpcType)
        : method === undefined
          ? 'other'
          : 'cast';
      const rpc = {
        type,
        ...(method === undefined ? {} : { method: redact.text(method, 'name', 'log') }),
        ...(id === undefined
          ? {}
          : type === 'call' || type === 'reply'
            ? { msg_id: idOf(id) }
            : { unique_id: idOf(id) }),
        ...(request === undefined ? {} : { request_id: redact.text(request, 'request', 'log') }),
      };
      const place = queue ?? groups.to ?? '';
      const common = {
        kind: 'message',
        t,
        vhost: '/',
        exchange: name(groups.exchange ?? ''),
        routing_key: name(place),
        redelivered: null,
        properties: {},
        connection: '',
        body: '',
        rpc,
        group: null,
        pair:
          id === undefined
            ? `line ${context.name} ${number}`
            : `${type === 'reply' ? 'reply' : 'message'} ${id}`,
      } as const;
      const isReceived = /^rec|^deliver/i.test(kind);
      if (!isReceived)
        out.records.push({
          ...common,
          way: 'publish',
          queues: place === '' ? [] : [name(place)],
          routed: false,
          user: name(groups.service ?? groups.from),
        });
      const to = isReceived ? (groups.service ?? groups.to) : groups.to;
      if (to !== undefined)
        out.records.push({ ...common, way: 'deliver', queues: [name(place)], routed: true, user: name(to) });
    },
    end: () => undefined,
  };

  function idOf(id: string): string {
    return String(redact.cell('msg_id', id, 'log'));
  }
}

/** Errors: `CodedError` `bad_pattern`. */
export function patternOf(source: string): RegExp {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, 'u');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CodedError('bad_pattern', `the regular expression cannot be read: ${why}`);
  }
  if (!/\(\?<\w+>/.test(source))
    throw new CodedError(
      'bad_pattern',
      'the regular expression has no named group, such as (?<service>\\S+)',
    );
  return pattern;
}

const CLOCK = /^(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/;

/** A date and time, a time of the day, or seconds or milliseconds since 1970. */
function timeOf(text: string): number | null {
  const whole = epochMsOf(text);
  if (whole !== null) return whole;
  const clock = CLOCK.exec(text.trim());
  if (clock) {
    const [, h, m, s, fraction = '0'] = clock;
    return (Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000 + Number(`0.${fraction}`) * 1000;
  }
  if (!/^\d{1,13}(\.\d{1,9})?$/.test(text.trim())) return null;
  const number = Number(text);
  return number > 1e11 ? number : number * 1000;
}
