/** The databases at a moment of a trace, as a console's copy is made from them. */
import { micros, wallTime } from '../base/time.ts';
import {
  cellCountOf,
  type Layout,
  type LayoutId,
  layoutOf,
  ownLayoutOf,
  recordedName,
} from '../databases/layouts.ts';
import { namesIn } from '../databases/mysql/script.ts';
import type { Row } from '../trace/fact.ts';
import type { Rows, Trace } from '../trace/trace.ts';
import type { Versions } from './versions.ts';

interface CopyAt {
  /** how many cells the layout has beside cell0 */
  readonly cells: number;
  /** in the recorded layout, by `database.table` */
  readonly rows: Rows;
  /** rows of every table of the recorded layout that has any */
  readonly counts: { readonly [name: string]: number };
  /** the wall clock: `2026-11-22 07:16:58` */
  readonly now: string;
}

/**
 * After fact `fact` (-1 = before the first). Only the rows of tables that `script` names in the layout asked, as a
 * statement can read no others; without a script the rows of all.
 */
export function copyAt(
  trace: Trace,
  versions: Versions,
  fact: number,
  asked: { readonly script: string | null; readonly layout: LayoutId },
): CopyAt {
  const own = ownLayoutOf(trace);
  const cells = cellCountOf(trace);
  const wanted =
    asked.script === null ? null : wantedTables(layoutOf(asked.layout, cells), namesIn(asked.script));
  const rows: { [name: string]: readonly Row[] } = {};
  const counts: { [name: string]: number } = {};
  for (const name of versions.tables()) {
    const dot = name.indexOf('.');
    const [database, table] = [name.slice(0, dot), name.slice(dot + 1)];
    const recorded = recordedName(own, name);
    counts[recorded] = versions.countAt(database, table, fact);
    if (!wanted || wanted.has(recorded)) rows[recorded] = versions.rowsAt(database, table, fact);
  }
  const at = trace.facts[fact]?.at ?? micros(0);
  return { cells, rows, counts, now: wallTime(trace.epoch_ms, at).sql };
}

/** Tables of the recorded layout whose rows stand in a named table of the layout. */
function wantedTables(layout: Layout, names: ReadonlySet<string>): ReadonlySet<string> {
  const placed = layout.databases.flatMap((database) => database.tables);
  return new Set(placed.filter((one) => names.has(one.table.name)).flatMap((one) => one.from));
}
