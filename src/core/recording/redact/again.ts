/**
 * A trace of a real cloud, redacted once more before anything of it goes out: by the same allow-list that its reader has, so that a
 * trace which was read by it comes out as it is, and one that came another way shows no more.
 */
import type { Cell, Fact, Row } from '../../trace/fact.ts';
import type { Rows, Trace } from '../../trace/trace.ts';
import { isKnownLine } from '../readers/oslo-log.ts';
import { bodyOf, innerOf, propertiesOf } from '../readers/wire-message.ts';
import { fitsShape } from './allowed.ts';
import { pathKept } from './path.ts';
import { makeRedactorAgain, type Redactor } from './redactor.ts';
import { makeStatements } from './statement.ts';
import { tracebackKept } from './traceback.ts';

/** What was simulated has no secrets: it is handed back. */
export function redactedAgain(trace: Trace): Trace {
  if (trace.source === 'simulated') return trace;
  const redact = makeRedactorAgain();
  const statement = makeStatements(redact);
  const seed = Object.entries(trace.seed).map(([table, rows]) => [
    table,
    rows.map((row) => rowKept(row, redact)),
  ]);
  return {
    ...trace,
    seed: Object.fromEntries(seed) as Rows,
    facts: trace.facts.map((fact) => factKept(fact, redact, statement)),
  };
}

function factKept(fact: Fact, redact: Redactor, statement: (text: string) => string): Fact {
  const hidden = (text: string | null): string | null => (text === null ? null : redact.hide(text, 'body'));
  switch (fact.kind) {
    case 'message.published': {
      const body = bodyOf(fact.body, innerOf(fact.body), redact);
      return { ...fact, body, properties: propertiesOf(fact.properties, undefined, redact) };
    }
    case 'http.requested':
      return { ...fact, path: pathKept(fact.path, redact), body: hidden(fact.body) };
    case 'http.answered':
      return { ...fact, body: hidden(fact.body) };
    case 'sql.executed': {
      const parameters = fact.parameters.map((value) => cellKept(value, redact));
      return { ...fact, statement: statement(fact.statement), parameters };
    }
    case 'row.changed': {
      const { before, after } = fact;
      return { ...fact, before: before && rowKept(before, redact), after: after && rowKept(after, redact) };
    }
    case 'log.written': {
      const frames = fact.trace === null ? [] : tracebackKept(fact.trace.split('\n'), () => undefined);
      return {
        ...fact,
        text: isKnownLine(fact.text) ? fact.text : redact.hide(fact.text, 'log'),
        trace: frames.length === 0 ? null : frames.join('\n'),
      };
    }
    default:
      return fact;
  }
}

const rowKept = (row: Row, redact: Redactor): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, redact.cell(column, value, 'row') as Cell]),
  );

/** A parameter has no name here: what its look says to be an id, a number or a time stays, and no other text. */
const cellKept = (value: Cell, redact: Redactor): Cell =>
  value === null || RENAMED.test(String(value)) || LOOKS.some((look) => fitsShape(look, value))
    ? value
    : redact.hide(value, 'parameter');

const LOOKS = ['id', 'uuid', 'request', 'count', 'time'] as const;
/** A renamed id. */
const RENAMED = /^[0-9a-f]{32}$/;
