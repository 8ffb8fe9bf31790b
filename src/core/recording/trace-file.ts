/**
 * A trace as a file of our own: NDJSON, a header object and then one fact a line. Strict: an unknown key, a missing field
 * or a fact out of order is refused with the number of its line.
 */
import { CodedError } from '../base/assert.ts';
import { digest } from '../base/digest.ts';
import { isObject, parseJson } from '../base/json.ts';
import type { Fact, FactKind } from '../trace/fact.ts';
import type { Experiment, Rows, Topology, Trace } from '../trace/trace.ts';
import { FACT_FIELDS, type FieldType, HEAD_FIELDS, hasType, TYPE_WORDS } from './fact-shapes.ts';

/** Lines without their line breaks. */
export function* writeTrace(trace: Trace): Iterable<string> {
  const { source, experiment, epoch_ms, topology, seed, error } = trace;
  yield JSON.stringify({
    novascope: 'trace',
    v: 1,
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
  let header: Omit<Trace, 'facts'> | null = null;
  const facts: Fact[] = [];
  let number = 0;
  for (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const value = parseJson(text);
    if (value === undefined) refuse(number, 'is no JSON');
    if (!isObject(value)) refuse(number, 'is no JSON object');
    if (header === null) header = readHeader(value, number);
    else facts.push(readFact(value, number, facts));
  }
  if (header === null) refuse(1, 'the file is empty');
  return { ...header, facts };
}

const HEADER_FIELDS: { readonly [field: string]: FieldType } = {
  novascope: 's',
  v: 'n',
  source: 's',
  experiment: 'o?',
  epoch_ms: 'n',
  topology: 'o',
  seed: 'o',
  error: 's?',
};
const SOURCES: readonly unknown[] = ['simulated', 'recorded', 'tapped'];

type Values = { readonly [key: string]: unknown };

function readHeader(value: Values, line: number): Omit<Trace, 'facts'> {
  if (value.novascope !== 'trace') refuse(line, 'is no header of a trace file: "novascope" is not "trace"');
  if (value.v !== 1) refuse(line, `version ${JSON.stringify(value.v)} is not known here, only 1 is`);
  checkFields(value, HEADER_FIELDS, line);
  if (!SOURCES.includes(value.source)) refuse(line, `"source" is ${JSON.stringify(value.source)}`);
  checkTopology(value.topology as Values, line);
  for (const [table, rows] of Object.entries(value.seed as Values)) {
    if (!Array.isArray(rows) || !rows.every(isObject)) refuse(line, `"seed"."${table}" is no list of rows`);
  }
  return {
    v: 1,
    source: value.source as Trace['source'],
    experiment: value.experiment as Experiment | null,
    epoch_ms: value.epoch_ms as number,
    topology: value.topology as unknown as Topology,
    seed: value.seed as Rows,
    error: value.error as string | null,
  };
}

function checkTopology(topology: Values, line: number): void {
  for (const key of ['vhosts', 'databases', 'services']) {
    if (!Array.isArray(topology[key])) refuse(line, `"topology"."${key}" is no list`);
  }
  for (const service of topology.services as unknown[]) {
    if (!isObject(service) || typeof service.actor !== 'string' || typeof service.program !== 'string') {
      refuse(line, 'a service of the topology has no actor or program');
    }
  }
}

function checkFields(value: Values, fields: { readonly [field: string]: FieldType }, line: number): void {
  for (const [field, type] of Object.entries(fields)) {
    if (!(field in value)) refuse(line, `"${field}" is missing`);
    if (!hasType(value[field], type)) refuse(line, `"${field}" is not ${TYPE_WORDS[type]}`);
  }
  for (const key of Object.keys(value)) {
    if (!(key in fields)) refuse(line, `"${key}" is unknown here`);
  }
}

const GROUPS: readonly unknown[] = ['scenario', 'neutron', 'periodic'];

function readFact(value: Values, line: number, before: readonly Fact[]): Fact {
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
