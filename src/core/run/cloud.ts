/** What an experiment runs on: the lab with Nova in it, or a broker with nothing but clients of its own. */

import { micros } from '../base/time.ts';
import type { DatabaseTables } from '../databases/catalogue.ts';
import { type Layout, layoutOf, rowsPlaced, tablesOfLayout } from '../databases/layouts.ts';
import { seedCounters, seedRows } from '../databases/seed/seed.ts';
import { ADDABLE, addedPlace } from '../nova/addable.ts';
import { definitionOf } from '../nova/added.ts';
import { servicesOf, settingsOf, topologyOf } from '../nova/deployment.ts';
import { type Deployment, deploymentOf } from '../nova/deployment-keys.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { ServiceDefinition } from '../service/service.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Command, Rows, ServicePlace, Topology } from '../trace/trace.ts';
import { refuse } from './arguments.ts';

export interface Cloud {
  /** null for a playground */
  readonly deployment: Deployment | null;
  readonly topology: Topology;
  readonly services: readonly ServiceDefinition[];
  /** how a service that is added later is wired */
  readonly settingsOf: (place: ServicePlace) => Pick<ServiceDefinition, 'conf' | 'listens'>;
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
      deployment: nova,
      topology: topologyOf(nova),
      services: servicesOf(nova),
      settingsOf: (place) => settingsOf(nova, place),
      databases: tablesOfLayout(layout),
      seed: seedIn(layout, nova),
      counters: seedCounters(nova.before),
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
    deployment: null,
    topology: { vhosts: ['/'], databases: [], services: places },
    services: places.map((place) => ({ place, start: () => ({ main: waitForOrders() }) })),
    settingsOf: () => ({}),
    databases: [],
    seed: {},
    counters: {},
  };
}

/** The cloud with the services that commands add to it in the course of the run: known from the beginning, not there yet. */
export function withAdded(cloud: Cloud, commands: readonly Command[]): Cloud {
  const places = [...cloud.topology.services];
  const services = [...cloud.services];
  for (const { name, args = {}, at_us } of commands) {
    const kind = ADDABLE.find((one) => one === args.program);
    if (name !== 'add_service' || !kind || typeof args.host !== 'string') continue;
    const place = addedPlace(places, kind, args.host);
    if (places.includes(place)) continue;
    const added = { ...place, added_us: at_us };
    places.push(added);
    const settings = cloud.deployment ? settingsOf(cloud.deployment, added) : {};
    services.push({ ...definitionOf(kind, added), ...settings });
  }
  if (places.length === cloud.topology.services.length) return cloud;
  return { ...cloud, services, topology: { ...cloud.topology, services: places } };
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

function seedIn(layout: Layout, { computes, before }: Deployment): Rows {
  const placed = rowsPlaced(layout, seedRows({ computes, before }));
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
