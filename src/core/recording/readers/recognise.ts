/** Which format a file has, by the beginning of what stands in it; its name says nothing. */
import { isObject, parseJson } from '../../base/json.ts';

/** What can be opened. `aside` = files of our recorder that say nothing that the others do not. */
export const FORMATS = [
  'firehose',
  'sql',
  'http',
  'topology',
  'rows',
  'aside',
  'trace',
  'tracing_json',
  'tracing_text',
  'rabtap',
  'oslo_text',
  'oslo_json',
  'osprofiler',
  'osprofiler_html',
  'definitions',
  'connections',
  'custom',
] as const;
export type RecordingFormat = (typeof FORMATS)[number];

/** Characters of a file that are looked at. */
export const HEAD_LENGTH = 65_536;

type Packing = 'zip' | 'gzip' | null;

export function packingOf(head: Uint8Array): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) ? 'zip' : null;
}

/** null = none of those that are known. `isWhole` = nothing follows the head. */
export function recognise(head: string, isWhole: boolean): RecordingFormat | null {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return byKeys(firstKeys(text)) ?? lenient(text, isWhole);
  if (/^={40,}\s*\n?.{10,60}: Message (published|received)/m.test(text)) return 'tracing_text';
  if (/<(!doctype html|html|script)/i.test(text.slice(0, 4096)) && text.includes('OSProfilerData'))
    return 'osprofiler_html';
  const lines = text.split('\n', 80);
  if (lines.some((line) => OSLO.test(line))) return 'oslo_text';
  if (lines.some((line) => CONNECTION.test(line))) return 'connections';
  return null;
}

const LEVELS = 'DEBUG|INFO|AUDIT|WARNING|ERROR|CRITICAL|TRACE';
/** A line with a level, a logger and a bracket, whatever stands before it. */
const OSLO = new RegExp(
  `\\b(${LEVELS})\\b(?:\\x1b\\[[\\d;]*m)*\\s+(?:\\x1b\\[[\\d;]*m)*[a-z_][\\w.]+\\s+(?:\\x1b\\[[\\d;]*m)*\\[`,
);
/** `127.0.0.1:39830 -> 127.0.0.1:5672<tab>nova-compute:123:uuid` */
const CONNECTION = /^\S+:\d+ -> \S+:\d+\t\S/;

/** Broken JSON lines before the first good one do not hide what the file is. */
function lenient(text: string, isWhole: boolean): RecordingFormat | null {
  const lines = text.split('\n', 200);
  if (!isWhole) lines.pop();
  for (const line of lines) {
    const value = line.startsWith('{') ? parseJson(line) : undefined;
    const found = isObject(value) ? byKeys(Object.keys(value)) : null;
    if (found) return found;
  }
  return null;
}

/** By keys of the first object of the text. */
function byKeys(keys: readonly string[]): RecordingFormat | null {
  const has = (...names: readonly string[]): boolean => names.every((name) => keys.includes(name));
  if (has('novascope')) return 'trace';
  if (has('kind', 'exchange', 'vhost') || has('kind', 't', 'lost')) return 'firehose';
  if (has('statement', 'verb', 'database')) return 'sql';
  if (has('path', 'method', 'status', 'to')) return 'http';
  if (has('type', 'routing_keys', 'payload')) return 'tracing_json';
  if (has('RoutingKey', 'Body')) return 'rabtap';
  if (has('levelname', 'message') || has('level', 'message', 'name') || has('levelname', 'msg'))
    return 'oslo_json';
  if (has('base_id', 'parent_id', 'trace_id')) return 'osprofiler';
  if (has('info', 'children')) return 'osprofiler';
  if (has('vhosts') && (has('/') || has('connections'))) return 'topology';
  if (
    has('exchanges', 'queues') ||
    has('rabbit_version') ||
    has('rabbitmq_version') ||
    has('bindings', 'queues')
  )
    return 'definitions';
  if (has('scenario', 't0') || has('commands', 'v')) return 'aside';
  const tables = keys.filter((key) => /^\w{1,64}\.\w{1,64}$/.test(key));
  if (tables.length > 0 && tables.length >= keys.length - 1) return 'rows';
  return null;
}

/** Keys of the first object that a JSON text begins with, as far as they lie in it; of a list, those of its first object. */
function firstKeys(text: string): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  let level = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text[i];
    if (code === '"') {
      const end = endOfText(text, i);
      if (depth === level && level > 0 && /^\s*:/.test(text.slice(end + 1, end + 8))) {
        const key = parseJson(text.slice(i, end + 1));
        if (typeof key === 'string') keys.push(key);
      }
      i = end;
    } else if (code === '{' || code === '[') {
      depth += 1;
      if (code === '{' && level === 0) level = depth;
      if (depth > 64) return keys;
    } else if (code === '}' || code === ']') {
      depth -= 1;
      if (level > 0 && depth < level) return keys;
    }
  }
  return keys;
}

function endOfText(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
