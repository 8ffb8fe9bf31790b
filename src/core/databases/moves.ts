/** What moved between two layouts: told by the rows, wherever their table was called otherwise before. */
import type { Layout } from './layouts.ts';

interface Move {
  /** the database where their rows stood; null = there were none */
  readonly from: string | null;
  readonly to: string;
  /** as they are called where they stand now, by name */
  readonly tables: readonly string[];
}

/** Tables whose rows stand in another database than before, and tables that are new. */
export function movesBetween(before: Layout, after: Layout): readonly Move[] {
  const stood = new Map<string, string>();
  for (const { name, tables } of before.databases) {
    for (const { from } of tables) for (const origin of from) stood.set(origin, name);
  }
  const moves = new Map<string, { from: string | null; to: string; tables: Set<string> }>();
  for (const { name: to, tables } of after.databases) {
    for (const { table, from: origins } of tables) {
      for (const origin of origins) {
        const from = stood.get(origin) ?? null;
        if (from === to) continue;
        const key = `${from} ${to}`;
        const move = moves.get(key) ?? { from, to, tables: new Set<string>() };
        moves.set(key, move);
        move.tables.add(table.name);
      }
    }
  }
  return [...moves.values()].map((move) => ({ ...move, tables: [...move.tables].sort() }));
}

/** Where the rows of a table of the recorded layout stand; null = the layout has no such table. */
export function placeOf(layout: Layout, recorded: string): { database: string; table: string } | null {
  for (const { name, tables } of layout.databases) {
    const found = tables.find(({ from }) => from.includes(recorded));
    if (found) return { database: name, table: found.table.name };
  }
  return null;
}
