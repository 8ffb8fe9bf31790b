/**
 * Nova's cells as data. A cell is a database and a vhost of its own, with a conductor and computes that know of nothing
 * else; nova_api's `cell_mappings` has a row for each. cell0 is a database alone: it keeps the servers that got no host.
 */
import { defined } from '../base/assert.ts';

export interface NovaCell {
  /** `cell_mappings.name` and `.id` */
  readonly name: string;
  readonly id: number;
  readonly database: string;
  readonly vhost: string;
  /** where its conductor runs */
  readonly conductorHost: string;
}

/** `uuid`: `CellMapping.CELL0_UUID` */
export const CELL0 = { id: 1, database: 'nova_cell0', uuid: '00000000-0000-0000-0000-000000000000' } as const;

/** Cells of a deployment at most, cell0 apart. */
export const CELLS_MAX = 3;

/** As many as there can be, in the order of `cell_mappings`; the recorded lab has the first. */
export const CELLS: readonly NovaCell[] = Array.from({ length: CELLS_MAX }, (_, i) => {
  const name = `cell${i + 1}`;
  return { name, id: i + 2, database: `nova_${name}`, vhost: `nova_${name}`, conductorHost: `${name}ctl` };
});

/** The first cell where one vhost and one conductor serve it and the API level alike (DevStack's `CELLSV2_SETUP=singleconductor`). */
export const SINGLE_CELL: NovaCell = {
  ...defined(CELLS[0], 'the first cell'),
  vhost: '/',
  conductorHost: 'ctl',
};

/** `deployment.cells`: the recorded cell, one that shares the API level's vhost and conductor, or how many there are. */
export type CellsKey = 'separate' | 'single' | 2 | 3;

/** cell0 apart */
export function cellsNamed(key: CellsKey): readonly NovaCell[] {
  if (key === 'single') return [SINGLE_CELL];
  return CELLS.slice(0, key === 'separate' ? 1 : key);
}

/** Whether the key means the recorded cell; undefined = it is not given. */
export const hasRecordedCells = (key: unknown): boolean =>
  key === undefined || key === 'separate' || key === 1;

/** Those of a topology. */
export const cellsIn = (of: {
  readonly databases: readonly string[];
  readonly vhosts: readonly string[];
}): readonly NovaCell[] =>
  CELLS.filter(({ database }) => of.databases.includes(database)).map((cell) =>
    of.vhosts.includes(cell.vhost) ? cell : SINGLE_CELL,
  );

/** The cell of the host at a position among the computes, from 0: they are dealt out in turn. */
export const cellAt = (cells: readonly NovaCell[], position: number): NovaCell =>
  defined(cells[position % cells.length], 'a cell');
