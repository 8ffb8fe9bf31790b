/**
 * Nova's cells as data. A cell is a database and a vhost of its own, with a conductor and computes that know of nothing
 * else; nova_api's `cell_mappings` has a row for each. cell0 is a database alone: it keeps the servers that got no host.
 */
import { defined } from '../base/assert.ts';
import { makeTransport, type Transport } from '../rpc/transport.ts';
import type { ServiceHost } from '../service/service.ts';
import type { ServicePlace } from '../trace/trace.ts';

export interface NovaCell {
  /** `cell_mappings.name` and `.id` */
  readonly name: string;
  readonly id: number;
  readonly database: string;
  readonly vhost: string;
  /** where its conductor runs */
  readonly conductorHost: string;
}

export const API_DATABASE = 'nova_api';

/** `uuid`: `CellMapping.CELL0_UUID` */
export const CELL0 = { id: 1, database: 'nova_cell0', uuid: '00000000-0000-0000-0000-000000000000' } as const;

/** The cell of the recorded lab: its hosts, and those that are added, are in it. */
export const CELL1: NovaCell = {
  name: 'cell1',
  id: 2,
  database: 'nova_cell1',
  vhost: 'nova_cell1',
  conductorHost: 'cell1ctl',
};

/** Those of the deployment, in the order of `cell_mappings`, cell0 apart. */
export const CELLS: readonly NovaCell[] = [CELL1];

/** cell0 and the others */
export const CELL_DATABASES: readonly string[] = [CELL0.database, ...CELLS.map((cell) => cell.database)];

/** What a service above the cells reaches. */
export const GLOBAL_DATABASES: readonly string[] = [API_DATABASE, ...CELL_DATABASES];

/** The actor's name of a cell's first conductor: `nova-conductor-cell1`. */
export const conductorOf = (cell: NovaCell): string => `nova-conductor-${cell.name}`;

/** The cells whose databases a service reaches. */
export const cellsOf = ({ databases }: ServicePlace): readonly NovaCell[] =>
  CELLS.filter((cell) => databases.includes(cell.database));

/** A transport for each cell that a service reaches (`nova/context.py:target_cell`). */
export type CellTransports = ReadonlyMap<NovaCell, Transport>;

export const cellTransports = (host: ServiceHost): CellTransports =>
  new Map(cellsOf(host.place).map((cell) => [cell, makeTransport(host, cell.vhost)]));

export const transportTo = (transports: CellTransports, cell: NovaCell): Transport =>
  defined(transports.get(cell), `a transport to ${cell.name}`);

/** The vhost of a service inside a cell. */
export const ownVhost = ({ actor, vhosts }: ServicePlace): string => defined(vhosts[0], `vhost of ${actor}`);
