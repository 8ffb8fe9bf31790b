/** What an experiment runs on: the lab with Nova in it, or a broker with nothing but clients of its own. */

import { micros } from '../base/time.ts';
import type { DatabaseTables } from '../databases/catalogue.ts';
import { type Layout, layoutOf, rowsPlaced, tablesOfLayout } from '../databases/layouts.ts';
import { SEED_COUNTERS, seedRows } from '../databases/seed/seed.ts';
import { sleep, type Task } from '../kernel/effects.ts';
import type { ServiceDefinition } from '../kernel/service.ts';
import { servicesOf, topologyOf } from '../nova/deployment.ts';
import { deploymentOf } from '../nova/deployment-keys.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Rows, ServicePlace, Topology } from '../trace/trace.ts';
import { refuse } from './arguments.ts';

export interface Cloud {
  readonly topology: Topology;
  readonly services: readonly ServiceDefinition[];
  readonly databases: readonly DatabaseTables[];
  /** every column of the schema in each row, as SQLite gives them: columns of a later release are NULL */
  readonly seed: Rows;
  /** ids that rows now gone have used up */
  readonly counters: { readonly [table: string]: number };
}

const CLIENTS_MAX = 20;
const CLIENT_NAME = /^[a-z][a-z0-9-]{0,31}$/;

/** The `deployment` of an experiment. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
export function cloudOf(deployment: JsonTable | undefined): Cloud {
  const clients = deployment?.playground;
  if (clients === undefined) {
    const nova = deploymentOf(deployment);
    const layout = layoutOf(nova.layout);
    return {
      topology: topologyOf(nova),
      services: servicesOf(nova),
      databases: tablesOfLayout(layout),
      seed: seedIn(layout, nova.computes),
      counters: SEED_COUNTERS,
    };
  }
  const other = Object.keys(deployment ?? {}).find((key) => key !== 'playground');
  if (other !== undefined) refuse(`deployment: "${other}" does not go with "playground"`);
  if (!Array.isArray(clients) || clients.length === 0 || clients.length > CLIENTS_MAX) {
    refuse(`deployment: "playground" must be a list of 1 to ${CLIENTS_MAX} clients`);
  }
  for (const [i, name] of clients.entries()) {
    if (typeof name !== 'string' || !CLIENT_NAME.test(name) || clients.indexOf(name) !== i) {
      refuse(
        `deployment: "playground" entry ${i + 1} must be a name of its own (a-z, 0-9, -), not ${JSON.stringify(name)}`,
      );
    }
  }
  const places = (clients as readonly string[]).map(clientPlace);
  return {
    topology: { vhosts: ['/'], databases: [], services: places },
    services: places.map((place) => ({ place, start: () => ({ main: waitForOrders() }) })),
    databases: [],
    seed: {},
    counters: {},
  };
}

const clientPlace = (actor: string): ServicePlace => ({
  actor,
  program: actor,
  host: actor,
  machine: 'playground',
  kind: 'client',
  vhosts: ['/'],
  databases: [],
});

/** A client does nothing by itself: commands act in its name. */
function* waitForOrders(): Task {
  yield* sleep(micros(0));
}

function seedIn(layout: Layout, computes: readonly string[]): Rows {
  const placed = rowsPlaced(layout, seedRows({ computes }));
  const rows: { [name: string]: readonly Row[] } = {};
  for (const { name, tables } of tablesOfLayout(layout)) {
    for (const table of tables) {
      const list = placed[`${name}.${table.name}`];
      if (!list) continue;
      rows[`${name}.${table.name}`] = list.map((row) =>
        Object.fromEntries(table.columns.map((column) => [column.name, row[column.name] ?? null])),
      );
    }
  }
  return rows;
}
