/** What an experiment runs on: the lab with Nova in it, or a broker with nothing but clients of its own. */

import { defined } from '../base/assert.ts';
import { hostName, ownNames, read } from '../base/read.ts';
import { micros } from '../base/time.ts';
import type { DatabaseTables } from '../databases/catalogue.ts';
import { type Layout, layoutOf, rowsPlaced, tablesOfLayout } from '../databases/layouts.ts';
import { recordedRows } from '../databases/seed/recorded-rows.ts';
import { seedCounters, seedRows } from '../databases/seed/seed.ts';
import { addableKind, addedPlace } from '../nova/addable.ts';
import { definitionOf } from '../nova/added.ts';
import { servicesOf, settingsOf, topologyOf } from '../nova/deployment.ts';
import { type Deployment, deploymentOf } from '../nova/deployment-keys.ts';
import { remembering } from '../nova/memory.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { ServiceDefinition } from '../service/service.ts';
import { refuse } from '../trace/experiment.ts';
import type { Actor, JsonTable, Row } from '../trace/fact.ts';
import type { Command, Experiment, Rows, ServicePlace, Topology } from '../trace/trace.ts';
import { cellsIn, cellsNamed } from '../words/cells.ts';
import { asksApi, leaves } from '../words/commands.ts';
import { type Addable, isAddable } from '../words/services.ts';
import { checkCommand } from './commands.ts';
import { withDrivers } from './driver-rows.ts';

/** All that a run begins with, worked out once. An engine is opened of it (`databases`, `seed`, `counters`). */
export interface Cloud {
  readonly experiment: Experiment;
  /** of the experiment, in the order of time; each makes sense as far as can be said before anything runs */
  readonly commands: readonly Command[];
  /** with the services that commands add in the course of the run: known from the beginning, not there yet (`added_us`) */
  readonly topology: Topology;
  readonly services: readonly ServiceDefinition[];
  /** those of them that are down at the beginning, since no row tells that they ever ran: a command starts them */
  readonly neverStarted: ReadonlySet<Actor>;
  readonly databases: readonly DatabaseTables[];
  /** every column of the schema in each row, as SQLite gives them: columns of a later release are NULL */
  readonly seed: Rows;
  /** ids that rows now gone have used up */
  readonly counters: { readonly [table: string]: number };
  /** wall time of its beginning, milliseconds since 1970 */
  readonly epoch_ms: number;
}

/** One second before the recorded POST (recorded/boot: 2026-11-22 07:16:57.81 UTC). */
const EPOCH_MS = 1_795_331_816_807;

/** What is set beside the keys of a deployment, by whoever runs an experiment many times over. */
interface Conditions {
  /** further workers of a topic, which the rows of Nova's own `services` tables need not know */
  readonly further?: readonly Further[];
  /** other rows to begin with */
  readonly rows?: (seed: Rows) => Rows;
  /** `before.json` of a recorded cloud, parsed: what its API had been asked for by then is in its rows */
  readonly recorded?: unknown;
}

/** A further process of a kind that the deployment has: the same program and configuration, on a host of its own. */
interface Further {
  readonly kind: Addable;
  readonly actor: string;
  readonly host: string;
  /** when a command adds it; absent = there from the beginning */
  readonly added_us?: number;
}

/**
 * Errors: `CodedError` `bad_experiment`, with a sentence that names the key of the deployment, or the command with its
 * argument.
 */
export function openCloud(experiment: Experiment, conditions: Conditions = {}): Cloud {
  const ground = groundOf(experiment.deployment);
  const { further = [], rows = (seed: Rows) => seed, recorded } = conditions;
  if (recorded !== undefined && !ground.isRecorded)
    refuse('deployment: "cells" does not go with recorded rows, which are those of one cell');
  const from = recorded === undefined ? null : recordedRows(recorded, ground.seed);
  const commands = commandsOf(experiment, from !== null);
  const known = [...ground.services, ...further.map((one) => furtherService(ground, one))];
  const { databases, layout } = ground;
  const seed = rows(from === null || layout === null ? ground.seed : wholeRows(layout, from.rows));
  const added = addedServices(ground, known, commands);
  const services = [...(from === null ? remembering(known, seed) : resting(known, experiment)), ...added];
  const topology = { ...ground.topology, services: services.map(({ place }) => place) };
  const { counters, epoch_ms } = from ?? { ...ground, epoch_ms: EPOCH_MS };
  const neverStarted = from === null ? NONE : unknownComputes(known, seed);
  const cloud = {
    experiment,
    commands,
    topology,
    services,
    neverStarted,
    databases,
    counters,
    seed,
    epoch_ms,
  };
  for (const command of commands) checkCommand(command, cloud);
  return cloud;
}

const NONE: ReadonlySet<Actor> = new Set();

/** Computes of hosts that have no record: one that had run would have made its own. */
function unknownComputes(services: readonly ServiceDefinition[], rows: Rows): ReadonlySet<Actor> {
  const records = Object.entries(rows).flatMap(([name, list]) => (name.endsWith('.services') ? list : []));
  const hosts = new Set(records.flatMap(({ binary, host }) => (binary === 'nova-compute' ? [host] : [])));
  const computes = services.filter(({ place }) => place.program === 'nova-compute' && !hosts.has(place.host));
  return new Set(computes.map(({ place }) => place.actor));
}

/** Rows that are given are those of the moment from which the run is told: what computes do by themselves, they have done before. */
function resting(services: readonly ServiceDefinition[], { from_us = 0 }: Experiment) {
  return services.map((service): ServiceDefinition => ({ ...service, quietUntil: micros(from_us) }));
}

/**
 * In the order of time. Where rows are given, what the preparation asked of nova-api is in them, so it is not asked again;
 * what was done to processes is done again.
 */
function commandsOf({ commands = [], from_us = 0 }: Experiment, hasRows: boolean): readonly Command[] {
  const inRows = ({ name, at_us }: Command): boolean => hasRows && at_us < from_us && asksApi(name);
  return commands.filter((command) => !inRows(command)).sort((a, b) => a.at_us - b.at_us);
}

/** What a deployment comes to, before any command. */
interface Ground extends Pick<Cloud, 'topology' | 'services' | 'databases' | 'seed' | 'counters'> {
  /** null = no databases */
  readonly layout: Layout | null;
  /** its databases are those of a recorded `before.json`: one cell, whoever conducts it */
  readonly isRecorded: boolean;
  /** how a service that is added is wired and configured */
  readonly settingsOf: (place: ServicePlace) => Pick<ServiceDefinition, 'conf' | 'listens'>;
}

const CLIENTS_MAX = 20;
const CLIENTS = ownNames(
  hostName,
  CLIENTS_MAX,
  'clients',
  'a name of its own (a-z, 0-9, - and dots between)',
);

/** The `deployment` of an experiment. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
function groundOf(deployment: JsonTable | undefined): Ground {
  const clients = deployment?.playground;
  if (clients === undefined) {
    const nova = deploymentOf(deployment);
    const layout = layoutOf(nova.layout, cellsNamed(nova.cells).length);
    return {
      topology: topologyOf(nova),
      services: servicesOf(nova),
      settingsOf: (place) => settingsOf(nova, place),
      isRecorded: cellsNamed(nova.cells).length === 1,
      layout,
      databases: tablesOfLayout(layout),
      seed: seedIn(layout, nova),
      counters: seedCounters(nova.before),
    };
  }
  const other = Object.keys(deployment ?? {}).find((key) => key !== 'playground');
  if (other !== undefined) refuse(`deployment: "${other}" does not go with "playground"`);
  const names = read(CLIENTS, clients, 'bad_experiment', 'deployment: "playground"');
  const places = names.map(clientPlace);
  return {
    topology: { vhosts: ['/'], databases: [], services: places },
    services: places.map((place) => ({ place, start: () => ({ main: waitForCommands() }) })),
    settingsOf: () => ({}),
    isRecorded: true,
    layout: null,
    databases: [],
    seed: {},
    counters: {},
  };
}

/** Those that commands add to the cloud in the course of the run. */
function addedServices(
  { settingsOf, topology }: Ground,
  known: readonly ServiceDefinition[],
  commands: readonly Command[],
): readonly ServiceDefinition[] {
  const places = known.map(({ place }) => place);
  return commands.flatMap(({ name, args = {}, at_us }): readonly ServiceDefinition[] => {
    const { program, host } = args;
    if (leaves(name) !== 'service there' || !isAddable(program) || typeof host !== 'string') return [];
    const place = addedPlace(cellsIn(topology), places, program, host);
    if (place === null || places.includes(place)) return [];
    const added = { ...place, added_us: at_us };
    places.push(added);
    return [{ ...definitionOf(program, added), ...settingsOf(added) }];
  });
}

function furtherService(ground: Ground, { kind, actor, host, added_us }: Further): ServiceDefinition {
  const first = defined(
    ground.services.find(({ place }) => addableKind(place) === kind),
    kind,
  );
  const place = { ...first.place, actor, host, ...(added_us === undefined ? {} : { added_us }) };
  const { conf, listens } = first;
  return { ...definitionOf(kind, place), ...(conf ? { conf } : {}), ...(listens ? { listens } : {}) };
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
function* waitForCommands(): Task {
  yield* sleep(micros(0));
}

const seedIn = (layout: Layout, { computes, before, cells, drivers }: Deployment): Rows =>
  withDrivers(wholeRows(layout, seedRows({ computes, before, cells })), drivers);

/** In the layout's databases, with every column of their schemas. */
function wholeRows(layout: Layout, given: Rows): Rows {
  const placed = rowsPlaced(layout, given);
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
