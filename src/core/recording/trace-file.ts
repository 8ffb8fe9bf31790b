/**
 * A trace as a file of our own: NDJSON, a header object and then one fact a line. Strict: an unknown key, a missing field
 * or a fact out of order is refused with the number of its line.
 */
import { CodedError } from '../base/assert.ts';
import { digest } from '../base/digest.ts';
import { isObject, parseJson } from '../base/json.ts';
import {
  integer,
  leaf,
  list,
  listOf,
  name,
  needed,
  object,
  oneOf,
  optional,
  orNull,
  type Reader,
  read,
  recordOf,
  table,
  text,
  whole,
} from '../base/read.ts';
import type { Fact, FactKind, Row } from '../trace/fact.ts';
import type { Experiment, ServicePlace, Topology, Trace } from '../trace/trace.ts';
import { FACT_FIELDS, FIELDS, type FieldType, HEAD_FIELDS } from './fact-shapes.ts';

/** Lines without their line breaks. `madeBy` = what wrote the file; it is no part of the trace. */
export function* writeTrace(trace: Trace, madeBy?: string): Iterable<string> {
  const { source, experiment, epoch_ms, topology, seed, error } = trace;
  yield JSON.stringify({
    novascope: 'trace',
    v: 1,
    ...(madeBy === undefined ? {} : { made_by: madeBy }),
    source,
    experiment,
    epoch_ms,
    topology,
    seed,
    error,
  });
  for (const fact of trace.facts) yield JSON.stringify(fact);
}

/** Equal traces (same bytes when written) have equal digests. */
export function traceDigest(trace: Trace): string {
  let text = '';
  for (const line of writeTrace(trace)) text += digest(line);
  return digest(text);
}

function refuse(line: number, what: string): never {
  throw new CodedError('bad_trace_file', `line ${line}: ${what}`);
}

/** Empty lines are passed over. Errors: `CodedError` `bad_trace_file`, naming the line (from 1) and what is wrong with it. */
export function readTrace(lines: Iterable<string>): Trace {
  let head: Omit<Trace, 'facts'> | null = null;
  const facts: Fact[] = [];
  let number = 0;
  for (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const value = parseJson(text);
    if (value === undefined) refuse(number, 'is no JSON');
    if (!isObject(value)) refuse(number, 'is no JSON object');
    if (head === null) head = readHead(value, number);
    else facts.push(readFact(value, number, facts));
  }
  if (head === null) refuse(1, 'the file is empty');
  return { ...head, facts };
}

type Head = Omit<Trace, 'facts'> & { readonly novascope: 'trace'; readonly made_by?: string };

const texts = needed(listOf(text, (n) => `text ${n}`));

const PLACE = object<ServicePlace>({
  actor: needed(name),
  program: needed(name),
  host: needed(text),
  machine: needed(text),
  kind: needed(oneOf(['nova', 'peer', 'client'])),
  vhosts: texts,
  databases: texts,
  added_us: optional(whole(0)),
  inferred: optional(oneOf([true]) as Reader<true>),
});

const rows = leaf(
  'a list of rows',
  (given): given is readonly Row[] => list.fits(given) && given.every(isObject),
);

const HEAD = object<Head>(
  {
    novascope: oneOf(['trace']),
    v: oneOf([1]),
    made_by: optional(text),
    source: needed(oneOf(['simulated', 'recorded', 'tapped'])),
    experiment: needed(orNull(table)) as Reader<Experiment | null>,
    epoch_ms: needed(integer),
    topology: needed(
      object<Topology>({
        vhosts: texts,
        databases: texts,
        services: needed(listOf(PLACE, (n) => `service ${n} of the topology`)),
      }),
    ),
    seed: needed(recordOf(rows)),
    error: needed(orNull(text)),
  },
  (key, _known, { inside }) => `${inside}"${key}" is unknown here`,
);

type LineValues = { readonly [key: string]: unknown };

function readHead(value: LineValues, line: number): Omit<Trace, 'facts'> {
  if (value.novascope !== 'trace') refuse(line, 'is no header of a trace file: "novascope" is not "trace"');
  if (value.v !== 1) refuse(line, `version ${JSON.stringify(value.v)} is not known here, only 1 is`);
  const where = `line ${line}`;
  const { novascope: _, made_by: _by, ...head } = read(HEAD, value, 'bad_trace_file', where, `${where}: `);
  return head;
}

function checkFields(value: LineValues, fields: { readonly [field: string]: FieldType }, line: number): void {
  for (const [field, type] of Object.entries(fields)) {
    if (!(field in value)) refuse(line, `"${field}" is missing`);
    if (!FIELDS[type].fits(value[field])) refuse(line, `"${field}" is not ${FIELDS[type].words}`);
  }
  for (const key of Object.keys(value)) {
    if (!(key in fields)) refuse(line, `"${key}" is unknown here`);
  }
}

const GROUPS: readonly unknown[] = ['scenario', 'neutron', 'periodic'];

function readFact(value: LineValues, line: number, before: readonly Fact[]): Fact {
  const { kind, index, cause, at } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(FACT_FIELDS, kind)) {
    refuse(line, `"kind" is ${JSON.stringify(kind)}, which is no kind of fact`);
  }
  checkFields(value, { ...HEAD_FIELDS, ...FACT_FIELDS[kind as FactKind] }, line);
  if (index !== before.length) refuse(line, `"index" is ${String(index)}, expected ${before.length}`);
  if (cause !== null && !((cause as number) >= 0 && (cause as number) < before.length)) {
    refuse(line, `"cause" is ${String(cause)}, which is no earlier fact`);
  }
  if ((at as number) < (before.at(-1)?.at ?? 0)) refuse(line, `"at" is ${String(at)}, before the fact above`);
  if (!GROUPS.includes(value.group)) refuse(line, `"group" is ${JSON.stringify(value.group)}`);
  return value as unknown as Fact;
}
