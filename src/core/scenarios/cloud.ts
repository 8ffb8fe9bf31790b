/** What an experiment runs on: the lab with Nova in it, or a broker with nothing but clients of its own. */

import { micros } from '../base/time.ts';
import { tableOf } from '../databases/catalogue.ts';
import { SEED_COUNTERS, seedRows } from '../databases/seed/seed.ts';
import { sleep, type Task } from '../kernel/effects.ts';
import type { ServiceDefinition } from '../kernel/service.ts';
import { deploymentOf, servicesOf, topologyOf } from '../nova/deployment.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Rows, ServicePlace, Topology } from '../trace/trace.ts';
import { refuse } from './arguments.ts';

export interface Cloud {
  readonly topology: Topology;
  readonly services: readonly ServiceDefinition[];
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
    const seed = complete(seedRows({ computes: nova.computes }));
    return { topology: topologyOf(nova), services: servicesOf(nova), seed, counters: SEED_COUNTERS };
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

function complete(rows: Rows): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([name, list]) => {
      const [database = '', table = ''] = name.split('.');
      const { columns } = tableOf(database, table);
      return [name, list.map((row) => Object.fromEntries(columns.map((c) => [c.name, row[c.name] ?? null])))];
    }),
  );
}
