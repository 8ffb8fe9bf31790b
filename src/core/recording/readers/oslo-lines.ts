/** One line of oslo.log, whatever stands before it: text with its several contexts, and JSON of its two formatters. */
import { isObject } from '../../base/json.ts';
import { SHAPES } from '../redact/allowed.ts';
import { epochMsOf } from './clock.ts';

export interface OsloLine {
  /** epoch milliseconds; null = the line has none */
  readonly t: number | null;
  /** what tells one process of a file from another: prefix, host, process id */
  readonly stream: string;
  readonly host: string;
  /** a program that the line names beside its logger; '' = none */
  readonly program: string;
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';
  readonly logger: string;
  readonly request: string | null;
  readonly global: string | null;
  readonly instance: string | null;
  readonly text: string;
  readonly traceback: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
const COLOURS = /\x1b\[[\d;]*m/g;
const LEVELS = 'DEBUG|INFO|AUDIT|WARNING|WARN|ERROR|CRITICAL|TRACE';
/** prefix, time, process, level, logger, context, the rest */
const LINE = new RegExp(
  `^(.*?)(\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,6})?)?\\s*(?:(\\d{1,9})\\s+)?\\b(${LEVELS})\\b\\s+([a-z_][\\w.]*)\\s+\\[([^\\]]*)\\]\\s?(.*)$`,
);
const INSTANCE = /^\[instance: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]\s*/;
const REQUEST = SHAPES.request;
/** `Jan 12 09:10:23 host name[123]:`, with or without `<134>` */
const SYSLOG =
  /^(?:<\d+>)?([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d(?:\.\d+)?) (\S+) (?:([\w@.-]+?)(?:\.service)?(?:\[\d+\])?:)?/;
const POD = /^\[?pod\/([a-z0-9-]+)\//;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** debug suffix: `func /path/file.py:12`, or DevStack's `{{(pid=1) func /path:12}}` */
const SUFFIX = /\s+(?:\{\{\(pid=\d+\)[^}]*\}\}|[\w<>.]+ \/\S+\.py:\d+)\s*$/;

export function osloTextLine(raw: string): OsloLine | null {
  const line = raw.replace(COLOURS, '');
  const match = LINE.exec(line);
  if (!match) return null;
  const [, prefix = '', time, pid = '', level = '', logger = '', context = '', rest = ''] = match;
  const syslog = SYSLOG.exec(prefix);
  const pod = POD.exec(prefix)?.[1] ?? '';
  const ids = context.split(/\s+/).filter((word) => REQUEST.test(word));
  const instance = INSTANCE.exec(rest)?.[1] ?? null;
  const host = syslog?.[4] ?? '';
  return {
    t: time ? epochMsOf(time.replace(',', '.')) : syslog ? syslogTime(syslog) : null,
    stream: [pod, host, syslog?.[5] ?? '', pid].join('|'),
    host: /^[A-Za-z0-9][\w.-]{0,62}$/.test(host) ? host : '',
    program: programOf(syslog?.[5] ?? pod),
    level: levelOf(level),
    logger,
    request: ids.at(-1) ?? null,
    global: ids.length > 1 ? (ids[0] ?? null) : null,
    instance,
    text: rest.replace(INSTANCE, '').replace(SUFFIX, ''),
    traceback: '',
  };
}

/** Syslog has no year: the days are counted in 1970. */
function syslogTime([, month = '', day = '', clock = '']: RegExpExecArray): number | null {
  const at = MONTHS.indexOf(month) + 1;
  if (at === 0) return null;
  return epochMsOf(`1970-${String(at).padStart(2, '0')}-${day.padStart(2, '0')} ${clock}`);
}

/** `devstack@n-cpu`, `nova-compute-0` */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/n-api|nova-(os)?api/, 'nova-api'],
  [/n-cpu|nova-compute/, 'nova-compute'],
  [/n-(super-)?cond|nova-(cell\d*-)?conductor/, 'nova-conductor'],
  [/n-sch|nova-scheduler/, 'nova-scheduler'],
  [/q-svc|neutron-(server|api)/, 'neutron-server'],
  [/placement/, 'placement-api'],
  [/g-api|glance/, 'glance-api'],
  [/keystone/, 'keystone'],
  [/c-vol|cinder-volume/, 'cinder-volume'],
  [/c-api|cinder-api/, 'cinder-api'],
  [/c-sch|cinder-scheduler/, 'cinder-scheduler'],
  [/h-eng|heat-engine/, 'heat-engine'],
];

export const programOf = (name: string): string => PROGRAMS.find(([look]) => look.test(name))?.[1] ?? '';

const levelOf = (level: string): OsloLine['level'] =>
  level === 'DEBUG'
    ? 'DEBUG'
    : level === 'INFO' || level === 'AUDIT'
      ? 'INFO'
      : level.startsWith('WARN')
        ? 'WARNING'
        : 'ERROR';

/** `use_json`, or the Fluent formatter's. */
export function osloJsonLine(line: { readonly [key: string]: unknown }): OsloLine | null {
  const text = (key: string, of: { readonly [key: string]: unknown } = line): string =>
    typeof of[key] === 'string' ? String(of[key]) : '';
  const context = isObject(line.context) ? line.context : {};
  const level = text('levelname') || text('level');
  const time = text('asctime') || text('time');
  const created = typeof line.created === 'number' ? line.created * 1000 : null;
  const t = created ?? epochMsOf(time.replace(',', '.'));
  if (t === null || level === '') return null;
  const [, named = ''] = INSTANCE.exec(text('message')) ?? [];
  const id = (key: string): string | null => (REQUEST.test(text(key, context)) ? text(key, context) : null);
  const host = text('hostname');
  const traceback = Array.isArray(line.traceback) ? line.traceback.join('\n') : text('traceback');
  return {
    t,
    stream: [host, text('process_name'), String(line.process ?? '')].join('|'),
    host: /^[A-Za-z0-9][\w.-]{0,62}$/.test(host) ? host : '',
    program: programOf(text('cmdline') || text('process_name')),
    level: levelOf(level.toUpperCase()),
    logger: /^[a-z_][\w.]{0,120}$/.test(text('name')) ? text('name') : '',
    request: id('request_id'),
    global: id('global_request_id'),
    instance: named === '' ? null : named,
    text: (text('message') || text('msg')).replace(INSTANCE, ''),
    traceback,
  };
}
