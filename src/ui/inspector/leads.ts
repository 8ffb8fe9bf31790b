/** Where the columns of a row lead, and which columns lead to it. */
import { CodedError } from '../../core/base/assert.ts';
import { tableOf } from '../../core/databases/catalogue.ts';
import { type Join, joinsAmong } from '../../core/databases/joins.ts';
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';

interface Lead extends Join {
  /** primary key of a row of the table at the other end */
  readonly keyOf: (row: Row) => readonly Cell[];
}

interface TablePlace {
  readonly database: string;
  readonly table: string;
}

/** Joins among the trace's databases; one that no schema knows has none. */
function joinsIn({ head }: TraceIndex): readonly Join[] {
  const names = head.topology.databases.filter((name) => {
    try {
      joinsAmong([name]);
      return true;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  });
  return joinsAmong(names);
}

const joinsOf = (trace: Trace): readonly Join[] => indexOf(trace).once(joinsIn);

const keyOf = ({ database, table }: TablePlace): Lead['keyOf'] => {
  const columns = tableOf(database, table).primary_key;
  return (row) => columns.map((column) => row[column] ?? null);
};

const isAt = (end: TablePlace, place: TablePlace): boolean =>
  end.database === place.database && end.table === place.table;

export function leadsFrom(trace: Trace, place: TablePlace): readonly Lead[] {
  const joins = joinsOf(trace).filter((join) => isAt(join.from, place));
  return joins.map((join) => ({ ...join, keyOf: keyOf(join.to) }));
}

export function leadsTo(trace: Trace, place: TablePlace): readonly Lead[] {
  const joins = joinsOf(trace).filter((join) => isAt(join.to, place));
  return joins.map((join) => ({ ...join, keyOf: keyOf(join.from) }));
}
