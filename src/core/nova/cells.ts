/** Which of Nova's cells a service reaches, and how (`core/words/cells.ts` has them as data). */
import { defined } from '../base/assert.ts';
import { makeTransport, type Transport } from '../rpc/transport.ts';
import type { ServiceHost } from '../service/service.ts';
import type { ServicePlace } from '../trace/trace.ts';
import { CELL0, CELLS, type NovaCell, SINGLE_CELL } from '../words/cells.ts';

export { CELL0, type NovaCell } from '../words/cells.ts';

export const API_DATABASE = 'nova_api';

/** What a service above some cells reaches. */
export const globalDatabases = (cells: readonly NovaCell[]): readonly string[] => [
  API_DATABASE,
  CELL0.database,
  ...cells.map(({ database }) => database),
];

/** The actor's name of a cell's first conductor: `nova-conductor-cell1`. */
export const conductorOf = (cell: NovaCell): string => `nova-conductor-${cell.name}`;

/** The cells whose databases a service reaches, cell0 apart. */
export const cellsOf = ({ place, conf }: ServiceHost): readonly NovaCell[] =>
  (conf.singleCell ? [SINGLE_CELL] : CELLS).filter(({ database }) => place.databases.includes(database));

/** Theirs, with cell0's before them. */
export const cellDatabasesOf = (host: ServiceHost): readonly string[] => [
  CELL0.database,
  ...cellsOf(host).map(({ database }) => database),
];

/**
 * `[database]/connection` of a service above the cells, where it keeps its own record: cell0's, or, where one conductor does
 * all, the cell's (devstack `lib/nova:create_nova_conf`).
 */
export const ownDatabaseOf = ({ conf }: ServiceHost): string =>
  (conf.singleCell ? SINGLE_CELL : CELL0).database;

/** A transport for each cell that a service reaches (`nova/context.py:target_cell`). */
export type CellTransports = ReadonlyMap<NovaCell, Transport>;

export const cellTransports = (host: ServiceHost): CellTransports =>
  new Map(cellsOf(host).map((cell) => [cell, makeTransport(host, cell.vhost)]));

export const transportTo = (transports: CellTransports, cell: NovaCell): Transport =>
  defined(transports.get(cell), `a transport to ${cell.name}`);

/** The vhost of a service inside a cell. */
export const ownVhost = ({ actor, vhosts }: ServicePlace): string => defined(vhosts[0], `vhost of ${actor}`);
