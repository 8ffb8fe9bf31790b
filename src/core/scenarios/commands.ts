/** Commands of an experiment: what somebody does to the cloud from outside, each at a virtual time. */
import { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { fromMs } from '../base/time.ts';
import { http, sleep, type Task } from '../kernel/effects.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { makeUserToken } from '../nova/peers/token.ts';
import { ACTORS } from '../nova/words.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Command, Rows, Topology } from '../trace/trace.ts';

export interface CommandWorld {
  readonly kernel: Kernel;
  readonly seed: Rows;
  readonly topology: Topology;
}

type Run = (world: CommandWorld, args: JsonTable, cause: number) => void;

interface CommandDefinition {
  /** argument -> what it must be; all are optional unless said */
  readonly args: readonly string[];
  readonly run: Run;
}

/** `openstack server create --flavor m1.tiny --image cirros --network private vm1` (recorded/boot/README.md) */
export const BOOT_DEFAULTS = {
  server: 'vm1',
  flavor: 'm1.tiny',
  image: 'cirros',
  network: 'private',
} as const;

/** How long a broker is away when it restarts. */
const BROKER_RESTART = fromMs(5000);

export const COMMANDS: { readonly [name: string]: CommandDefinition } = {
  boot: { args: Object.keys(BOOT_DEFAULTS), run: boot },
  stop: {
    args: ['service'],
    run: (world, args) => world.kernel.stopService(serviceOf(world, 'stop', args), 'stop'),
  },
  kill: {
    args: ['service'],
    run: (world, args) => world.kernel.stopService(serviceOf(world, 'kill', args), 'kill'),
  },
  start: {
    args: ['service'],
    run: (world, args) => world.kernel.startService(serviceOf(world, 'start', args)),
  },
  restart_broker: { args: [], run: restartBroker },
};

function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}

/** Fails before anything runs. Errors: `CodedError` `bad_experiment` that names the command, the argument and the choices. */
export function checkCommand(command: Command, world: Omit<CommandWorld, 'kernel'>): void {
  const definition = Object.hasOwn(COMMANDS, command.name) ? COMMANDS[command.name] : undefined;
  if (!definition) {
    refuse(`there is no command "${command.name}"; the commands are ${Object.keys(COMMANDS).join(', ')}`);
  }
  for (const [name, value] of Object.entries(command.args ?? {})) {
    if (!definition.args.includes(name)) {
      const known =
        definition.args.length > 0 ? `its arguments are ${definition.args.join(', ')}` : 'it takes none';
      refuse(`"${name}" is no argument of the command "${command.name}"; ${known}`);
    }
    if (typeof value !== 'string' || value === '') refuse(`${command.name}: "${name}" must be a text`);
  }
  if (command.name === 'boot') bootIds(world.seed, command.args ?? {});
  else if (definition.args.includes('service')) serviceOf(world, command.name, command.args ?? {});
}

export function runCommand(world: CommandWorld, command: Command): void {
  const args = command.args ?? {};
  const fact = world.kernel.emit(
    ACTORS.client,
    { kind: 'command.given', name: command.name, args },
    { cause: null, group: 'scenario' },
  );
  COMMANDS[command.name]?.run(world, args, fact);
}

function serviceOf(world: { topology: Topology }, command: string, args: JsonTable): string {
  const names = world.topology.services.map((s) => s.actor);
  const { service } = args;
  if (typeof service === 'string' && names.includes(service)) return service;
  return refuse(
    `${command}: there is no service ${JSON.stringify(service ?? null)}; the services are ${names.join(', ')}`,
  );
}

function restartBroker(world: CommandWorld, _args: JsonTable, cause: number): void {
  const { kernel } = world;
  kernel.broker.stop('restart');
  kernel.spawn(
    'rabbitmq',
    'restart',
    (function* (): Task {
      yield* sleep(BROKER_RESTART);
      kernel.broker.start('restart');
    })(),
    { cause, group: 'scenario' },
  );
}

interface BootIds {
  readonly server: string;
  readonly flavorRef: string;
  readonly imageRef: string;
  readonly networkId: string;
}

/** Names to ids, as a client looks them up beforehand. */
function bootIds(seed: Rows, args: JsonTable): BootIds {
  const wanted = { ...BOOT_DEFAULTS, ...args } as { [K in keyof typeof BOOT_DEFAULTS]: Json };
  const find = (table: string, what: 'flavor' | 'image' | 'network'): Row => {
    const rows = seed[table] ?? [];
    const found = rows.find((row) => row.name === wanted[what]);
    const names = rows.map((row) => String(row.name)).join(', ');
    return found ?? refuse(`boot: there is no ${what} ${JSON.stringify(wanted[what])}; there is ${names}`);
  };
  return {
    server: String(wanted.server),
    flavorRef: String(find('nova_api.flavors', 'flavor').flavorid),
    imageRef: String(find('glance.images', 'image').id),
    networkId: String(find('neutron.networks', 'network').id),
  };
}

function boot(world: CommandWorld, args: JsonTable, cause: number): void {
  const ids = bootIds(world.seed, args);
  const body = {
    server: {
      name: ids.server,
      flavorRef: ids.flavorRef,
      imageRef: ids.imageRef,
      networks: [{ uuid: ids.networkId }],
    },
  };
  const task = (function* (): Task {
    try {
      yield* http({
        to: ACTORS.api,
        method: 'POST',
        path: '/v2.1/servers',
        microversion: 'compute 2.93',
        token: demoToken(world.seed, cause),
        body: JSON.stringify(body),
      });
    } catch (error) {
      // the client shows "connection refused" and ends; the trace has the request without an answer
      if (!(error instanceof CodedError)) throw error;
    }
  })();
  world.kernel.spawn(ACTORS.client, 'openstack server create', task, { cause, group: 'scenario' });
}

/** The client's own log-in, fresh for each command. */
function demoToken(seed: Rows, serial: number): string {
  const user = (seed['keystone.local_user'] ?? []).find((row) => row.name === 'demo');
  const project = (seed['keystone.project'] ?? []).find((row) => row.name === 'demo');
  return makeUserToken(String(user?.user_id), String(project?.id), serial);
}
