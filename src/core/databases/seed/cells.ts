/** Rows of a deployment whose cells are others than the recorded one: those of cell1, in the cell that its host is in. */
import { defined } from '../../base/assert.ts';
import { makeRandom } from '../../base/random.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import type { Rows } from '../../trace/trace.ts';
import { CELL0, CELLS, type NovaCell, SINGLE_CELL } from '../../words/cells.ts';
import { schemaOf } from '../catalogue.ts';
import { NOVA_API_ROWS } from './nova-api.ts';
import { NOVA_CELL1_ROWS } from './nova-cell1.ts';

const RECORDED = defined(CELLS[0], 'the recorded cell');
const MAPPINGS = 'nova_api.cell_mappings';

/** Of a host of cell1, in another cell. */
export function inCell(rows: Rows, cell: NovaCell): Rows {
  if (cell.id === RECORDED.id) return rows;
  return Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [
      moved(name, cell),
      list.map((row) => (row.cell_id === RECORDED.id ? { ...row, cell_id: cell.id } : row)),
    ]),
  );
}

const moved = (name: string, { database }: NovaCell): string =>
  name.startsWith(`${RECORDED.database}.`) ? `${database}${name.slice(RECORDED.database.length)}` : name;

/** What each cell beside the recorded one has, whatever its hosts: its mapping, its conductor's record, what a first boot left. */
export function furtherCells(cells: readonly NovaCell[]): readonly Rows[] {
  const pattern = defined(
    NOVA_API_ROWS.shared[MAPPINGS]?.find(({ id }) => id === RECORDED.id),
    'the mapping of cell1',
  );
  return cells.slice(1).map((cell) => {
    const inside = inCell(NOVA_CELL1_ROWS.shared, cell);
    const services = `${cell.database}.services`;
    const uuid = (kind: string): string => makeRandom(0).stream(`seed/${kind}/${cell.name}`).uuid();
    const named = (text: Cell | undefined): Cell =>
      typeof text === 'string' ? text.replace(RECORDED.database, cell.database) : (text ?? null);
    return {
      ...inside,
      [services]: (inside[services] ?? []).map((row) => ({
        ...row,
        host: cell.conductorHost,
        uuid: uuid('conductor'),
      })),
      [MAPPINGS]: [
        {
          ...pattern,
          id: cell.id,
          uuid: uuid('cell_mapping'),
          name: cell.name,
          transport_url: named(pattern.transport_url),
          database_connection: named(pattern.database_connection),
        },
      ],
    };
  });
}

/**
 * One vhost for all: cell1's transport is the API level's, and the services of the API level keep their records in the
 * cell's database, the conductor's one among them (devstack `lib/nova:create_nova_conf`).
 */
export function asSingle(rows: Rows): Rows {
  const ofApi = `${CELL0.database}.services`;
  const ofCell = `${SINGLE_CELL.database}.services`;
  const { [ofApi]: above = [], ...rest } = rows;
  const inside = (rows[ofCell] ?? []).filter(({ binary }) => binary === 'nova-compute');
  return {
    ...rest,
    [MAPPINGS]: (rows[MAPPINGS] ?? []).map((row) =>
      row.id === SINGLE_CELL.id
        ? { ...row, transport_url: String(row.transport_url).replace(RECORDED.vhost, '') }
        : row,
    ),
    [ofCell]: [...above, ...inside].map((row, i) => ({ ...row, id: i + 1 })),
  };
}

/** The rows of a further cell's database count from 1, and what leads to them follows. */
export function numberedAnew(rows: Rows, { database }: NovaCell): Rows {
  const { tables } = schemaOf(database);
  const numbers = new Map<string, ReadonlyMap<Cell, number>>();
  for (const { name, columns } of tables) {
    const list = rows[`${database}.${name}`];
    if (!list || !columns.some((column) => column.auto_increment && column.name === 'id')) continue;
    numbers.set(name, new Map(list.map((row, i) => [row.id ?? null, i + 1])));
  }
  const anew: { [name: string]: readonly Row[] } = {};
  for (const { name, columns } of tables) {
    const list = rows[`${database}.${name}`];
    if (!list) continue;
    anew[`${database}.${name}`] = list.map((row) => {
      const made: { [column: string]: Cell } = { ...row };
      for (const { name: column, references } of columns) {
        const table = column === 'id' ? name : references?.column === 'id' ? references.table : null;
        const number = table === null ? undefined : numbers.get(table)?.get(row[column] ?? null);
        if (number !== undefined) made[column] = number;
      }
      return made;
    });
  }
  return { ...rows, ...anew };
}
