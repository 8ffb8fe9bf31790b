/**
 * Every command of an experiment, one row a command: what it is done to, its arguments, when it makes sense, and how it is
 * told. Checks, menus, forms and steps are made from it; what a command does stands in `core/run`, under the same names.
 */
import { ADDABLE_NAMES } from './services.ts';

/** What a command is done to: the thing in whose menu it stands. `server` = an instance, by its name. */
export type TargetKind = 'service' | 'queue' | 'message' | 'host' | 'broker' | 'cloud' | 'server';

/**
 * `service`, `host`, `vhost`, `client` are known before anything runs; `new_host` = a host's name that need not be known;
 * `place` = a queue or an exchange; `owner` = a service that consumes; `method` = an RPC method; `server` = an instance's
 * name; `name` = another text that is not empty; `choice` = one of `choices`; `count` = a whole number; `table` = an object.
 */
type ArgumentKind =
  | ('service' | 'host' | 'vhost' | 'client')
  | ('new_host' | 'queue' | 'exchange' | 'place' | 'owner' | 'method' | 'server' | 'name')
  | ('text' | 'choice' | 'count' | 'flag' | 'table');

interface Argument {
  readonly kind: ArgumentKind;
  readonly needed?: true;
  /** of a choice; of `open` ones another may be given, and the broker says what it thinks of it */
  readonly choices?: readonly string[];
  readonly open?: true;
  /** a menu offers the command once for each choice */
  readonly each?: true;
  /** an exchange without a name is meant: the default exchange */
  readonly empty?: true;
  readonly min?: number;
  readonly max?: number;
  /** what holds where it is not given */
  readonly default?: string | number;
  /** forms leave it out */
  readonly asked?: false;
}

/** Who says whether a command makes sense now, and why not: functions by these names in `core/story/sense.ts`. */
export type JudgeName =
  | ('service_there' | 'service_runs' | 'service_stopped' | 'speaks_amqp' | 'connected')
  | ('can_be_added' | 'can_be_removed' | 'host_joined' | 'host_cut')
  | ('broker_up' | 'broker_down' | 'queue_there' | 'message_there' | 'consumer_there')
  | ('server_there' | 'has_record');

/** Why a command makes no sense now. */
export const REFUSALS = [
  ...(['not_there', 'there', 'not_running', 'running', 'no_amqp', 'no_connection'] as const),
  ...(['broker_down', 'broker_runs', 'no_queue', 'no_message', 'no_consumer'] as const),
  ...(['host_cut', 'host_not_cut', 'helper_down', 'hosts_servers', 'no_server', 'no_record'] as const),
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Users of the cloud who ask nova-api, each in the project of the same name: admin is an administrator. */
export type Asker = 'demo' | 'admin';

interface CommandRow {
  /** in whose menus it stands; of `message` and another: of a message's queue or of who consumes it */
  readonly targets: readonly TargetKind[];
  readonly args: { readonly [name: string]: Argument };
  /** null = it always makes sense */
  readonly judge: JudgeName | null;
  /** the judge of one that waits for its moment, see `waits` */
  readonly armed?: JudgeName;
  /** a step of its own: always, when it waits for its moment, or never, since another fact tells what it did */
  readonly step: 'always' | 'armed' | 'never';
  /** does something to a running cloud that its services did not ask for */
  readonly fault?: true;
  /** done to the broker by a client or the operator, by the form of the broker's panel */
  readonly by_hand?: true;
  /** a client asks nova-api for it by this request, as `requests.ts` names it; what fills it: `core/run/api-acts.ts` */
  readonly asks?: string;
  /** it does so by `POST /servers/{id}/action` with this key */
  readonly action?: string;
  /** whose token the request carries; absent = the user demo's */
  readonly as?: Asker;
  /** AMQP and oslo.messaging know no such thing */
  readonly thought?: true;
  /** what it leaves behind that the World remembers of services and hosts */
  readonly leaves?: 'service there' | 'service gone' | 'host cut' | 'host joined';
}

const SERVICE = { kind: 'service', needed: true } as const;
const METHOD = { kind: 'method' } as const;
const HOST = { host: { kind: 'host', needed: true } } as const;
const VHOST = { kind: 'vhost', default: '/', asked: false } as const;
const QUEUE = { queue: { kind: 'queue', needed: true } } as const;
const IN_QUEUE = { ...QUEUE, vhost: VHOST } as const;

/** By hand: in a vhost, by a client of the playground or, where none is named, by the operator. */
const CLIENT = { kind: 'client', asked: false } as const;
const HAND = { vhost: VHOST, client: CLIENT } as const;
const FLAG = { kind: 'flag' } as const;
const KEPT = { durable: FLAG, auto_delete: FLAG } as const;
const TABLE = { kind: 'table' } as const;
const EXCHANGE = { exchange: { kind: 'exchange', needed: true } } as const;
const EXCHANGE_TYPES = ['direct', 'topic', 'fanout', 'headers'] as const;
const BINDING = {
  source: { kind: 'exchange', needed: true, empty: true },
  destination_type: { kind: 'choice', choices: ['queue', 'exchange'], open: true },
  destination: { kind: 'place', needed: true },
  routing_key: { kind: 'text' },
  arguments: TABLE,
  ...HAND,
} as const;
const PAUSE = { ...QUEUE, service: { kind: 'owner' }, vhost: VHOST } as const;

/** Asked of nova-api about a server that is there. */
const onServer = { targets: ['server'], judge: 'server_there', step: 'never' } as const;
const SERVER = { server: { kind: 'server', needed: true } } as const;

const moments = <const C extends readonly string[]>(choices: C) =>
  ({ kind: 'choice', choices, default: 'now', each: true }) as const;

/** -1 = none */
const LIMIT = { kind: 'count', min: -1, max: 2_147_483_647 } as const;

/** An administrator asks nova-api to change the record of a service. */
const onService = <const Args extends CommandRow['args']>(args: Args) =>
  ({
    targets: ['service'],
    args,
    judge: 'has_record',
    step: 'never',
    asks: 'PUT /os-services/{id}',
    as: 'admin',
  }) as const;

const byHand = { targets: [], judge: 'broker_up', step: 'always', by_hand: true } as const;
const pausing = {
  args: PAUSE,
  judge: 'consumer_there',
  step: 'always',
  by_hand: true,
  thought: true,
} as const;

export const COMMANDS = {
  boot: {
    targets: ['cloud'],
    args: {
      server: { kind: 'name' },
      flavor: { kind: 'name' },
      image: { kind: 'name' },
      network: { kind: 'name' },
      count: { kind: 'count', min: 1, max: 1000 },
      host: { kind: 'name' },
    },
    judge: null,
    step: 'never',
    asks: 'POST /servers',
  },
  stop_server: {
    targets: ['server'],
    args: { server: { kind: 'server', needed: true } },
    judge: 'server_there',
    step: 'never',
    action: 'os-stop',
  },
  start_server: {
    targets: ['server'],
    args: { server: { kind: 'server', needed: true } },
    judge: 'server_there',
    step: 'never',
    action: 'os-start',
  },
  reboot_server: {
    ...onServer,
    args: { ...SERVER, type: { kind: 'choice', choices: ['soft', 'hard'], default: 'soft' } },
    action: 'reboot',
  },
  snapshot_server: {
    ...onServer,
    args: { ...SERVER, image: { kind: 'name', needed: true } },
    action: 'createImage',
  },
  rebuild_server: { ...onServer, args: { ...SERVER, image: { kind: 'name' } }, action: 'rebuild' },
  attach_interface: {
    ...onServer,
    args: { ...SERVER, network: { kind: 'name' } },
    asks: 'POST /servers/{id}/os-interface',
  },
  detach_interface: { ...onServer, args: SERVER, asks: 'DELETE /servers/{id}/os-interface/{id}' },
  delete_server: { ...onServer, args: SERVER, asks: 'DELETE /servers/{id}' },
  pause_server: { ...onServer, args: SERVER, action: 'pause' },
  unpause_server: { ...onServer, args: SERVER, action: 'unpause' },
  suspend_server: { ...onServer, args: SERVER, action: 'suspend' },
  resume_server: { ...onServer, args: SERVER, action: 'resume' },
  rescue_server: { ...onServer, args: SERVER, action: 'rescue' },
  unrescue_server: { ...onServer, args: SERVER, action: 'unrescue' },
  resize_server: {
    ...onServer,
    args: { ...SERVER, flavor: { kind: 'name', needed: true } },
    action: 'resize',
  },
  migrate_server: {
    ...onServer,
    args: { ...SERVER, host: { kind: 'new_host' } },
    action: 'migrate',
    as: 'admin',
  },
  confirm_resize: { ...onServer, args: SERVER, action: 'confirmResize' },
  revert_resize: { ...onServer, args: SERVER, action: 'revertResize' },
  lock_server: { ...onServer, args: SERVER, action: 'lock' },
  unlock_server: { ...onServer, args: SERVER, action: 'unlock' },
  shelve_server: { ...onServer, args: SERVER, action: 'shelve' },
  unshelve_server: { ...onServer, args: SERVER, action: 'unshelve' },
  live_migrate_server: {
    ...onServer,
    args: { ...SERVER, host: { kind: 'new_host' } },
    action: 'os-migrateLive',
    as: 'admin',
  },
  evacuate_server: {
    ...onServer,
    args: { ...SERVER, host: { kind: 'new_host' } },
    action: 'evacuate',
    as: 'admin',
  },
  change_password: { ...onServer, args: SERVER, action: 'changePassword' },
  console_log: {
    ...onServer,
    args: { ...SERVER, length: { kind: 'count', min: 0 } },
    action: 'os-getConsoleOutput',
  },
  get_vnc_console: { ...onServer, args: SERVER, asks: 'POST /servers/{id}/remote-consoles' },
  diagnostics: { ...onServer, args: SERVER, asks: 'GET /servers/{id}/diagnostics', as: 'admin' },
  set_metadata: {
    ...onServer,
    args: { ...SERVER, key: { kind: 'name', needed: true }, value: { kind: 'text', needed: true } },
    asks: 'POST /servers/{id}/metadata',
  },
  show_server: { ...onServer, args: SERVER, asks: 'GET /servers/{id}' },
  list_servers: { targets: ['cloud'], args: {}, judge: null, step: 'never', asks: 'GET /servers/detail' },
  stop: {
    targets: ['service'],
    args: { service: SERVICE },
    judge: 'service_runs',
    step: 'never',
    fault: true,
  },
  kill: {
    targets: ['service', 'message'],
    args: {
      service: SERVICE,
      when: moments(['now', 'before_ack', 'after_ack', 'in_work']),
      method: METHOD,
    },
    judge: 'service_runs',
    armed: 'speaks_amqp',
    step: 'armed',
    fault: true,
  },
  start: {
    targets: ['service'],
    args: { service: SERVICE },
    judge: 'service_stopped',
    step: 'never',
    fault: true,
  },
  slow: {
    targets: ['service'],
    args: { service: SERVICE, percent: { kind: 'count', needed: true, min: 10, max: 10_000 } },
    judge: 'service_there',
    step: 'always',
    fault: true,
  },
  cut_connection: {
    targets: ['service'],
    args: { service: SERVICE, when: moments(['now', 'before_confirm']), method: METHOD },
    judge: 'connected',
    armed: 'speaks_amqp',
    step: 'always',
    fault: true,
  },
  lose_ack: {
    targets: ['service', 'message'],
    args: { service: SERVICE, method: METHOD },
    judge: 'speaks_amqp',
    step: 'always',
    fault: true,
  },
  lose_consumer: {
    targets: ['service'],
    args: {
      service: SERVICE,
      of: { kind: 'choice', choices: ['replies', 'requests'], default: 'replies' },
    },
    judge: 'connected',
    step: 'always',
    fault: true,
  },
  remove_service: {
    targets: ['service'],
    args: { service: SERVICE },
    judge: 'can_be_removed',
    step: 'always',
    fault: true,
    leaves: 'service gone',
  },
  add_service: {
    targets: ['cloud'],
    args: {
      program: { kind: 'choice', needed: true, choices: ADDABLE_NAMES },
      host: { kind: 'new_host', needed: true },
    },
    judge: 'can_be_added',
    step: 'always',
    fault: true,
    leaves: 'service there',
  },
  force_down: onService({ service: SERVICE }),
  force_up: onService({ service: SERVICE }),
  disable_service: onService({ service: SERVICE, reason: { kind: 'text' } }),
  enable_service: onService({ service: SERVICE }),
  delete_service: {
    targets: ['service'],
    args: { service: SERVICE },
    judge: 'has_record',
    step: 'never',
    asks: 'DELETE /os-services/{id}',
    as: 'admin',
  },
  discover_hosts: { targets: ['cloud'], args: {}, judge: null, step: 'always' },
  audit_allocations: { targets: ['cloud'], args: {}, judge: null, step: 'always' },
  set_quota: {
    targets: ['cloud'],
    args: { project: { kind: 'name' }, cores: LIMIT, instances: LIMIT, ram: LIMIT },
    judge: null,
    step: 'never',
    asks: 'PUT /os-quota-sets/{id}',
    as: 'admin',
  },
  cut_host: {
    targets: ['host'],
    args: HOST,
    judge: 'host_joined',
    step: 'always',
    fault: true,
    leaves: 'host cut',
  },
  join_host: {
    targets: ['host'],
    args: HOST,
    judge: 'host_cut',
    step: 'always',
    fault: true,
    leaves: 'host joined',
  },
  declare_queue: { ...byHand, args: { ...QUEUE, ...KEPT, exclusive: FLAG, arguments: TABLE, ...HAND } },
  declare_exchange: {
    ...byHand,
    args: {
      ...EXCHANGE,
      type: { kind: 'choice', choices: EXCHANGE_TYPES, open: true },
      ...KEPT,
      internal: FLAG,
      arguments: TABLE,
      ...HAND,
    },
  },
  bind: { ...byHand, args: BINDING },
  publish: {
    ...byHand,
    args: {
      exchange: { kind: 'exchange', empty: true },
      routing_key: { kind: 'text' },
      body: { kind: 'text' },
      count: { kind: 'count', max: 1000 },
      expiration: { kind: 'text' },
      priority: { kind: 'count' },
      persistent: FLAG,
      mandatory: FLAG,
      client: { kind: 'client' },
      headers: TABLE,
      vhost: VHOST,
    },
  },
  consume: {
    ...byHand,
    args: {
      ...QUEUE,
      prefetch: { kind: 'count' },
      work_ms: { kind: 'count', default: 50 },
      answer: {
        kind: 'choice',
        choices: ['ack', 'requeue_once', 'requeue', 'reject', 'nothing'],
        default: 'ack',
      },
      client: { kind: 'client' },
      vhost: VHOST,
    },
  },
  purge: { ...byHand, args: { ...QUEUE, ...HAND } },
  pause_consumers: { ...pausing, targets: ['queue', 'message'] },
  resume_consumers: { ...pausing, targets: ['queue', 'message'] },
  unbind: { ...byHand, args: BINDING },
  delete_queue: { ...byHand, args: { ...QUEUE, ...HAND } },
  delete_exchange: { ...byHand, args: { ...EXCHANGE, ...HAND } },
  delay: {
    targets: ['queue', 'message'],
    args: { ...IN_QUEUE, ms: { kind: 'count', needed: true, min: 0, max: 600_000 } },
    judge: 'queue_there',
    step: 'always',
    fault: true,
  },
  drop_message: {
    targets: ['queue', 'message'],
    args: IN_QUEUE,
    judge: 'message_there',
    step: 'always',
    fault: true,
    thought: true,
  },
  duplicate_message: {
    targets: ['queue', 'message'],
    args: IN_QUEUE,
    judge: 'message_there',
    step: 'always',
    fault: true,
    thought: true,
  },
  stop_broker: { targets: ['broker'], args: {}, judge: 'broker_up', step: 'always', fault: true },
  start_broker: { targets: ['broker'], args: {}, judge: 'broker_down', step: 'always', fault: true },
  restart_broker: {
    targets: ['broker'],
    args: { away_ms: { kind: 'count', min: 0, max: 3_600_000, default: 5000, asked: false } },
    judge: 'broker_up',
    step: 'always',
    fault: true,
    by_hand: true,
  },
  read_rows: {
    targets: [],
    args: {
      service: SERVICE,
      database: { kind: 'name', needed: true },
      table: { kind: 'name', needed: true },
    },
    judge: 'service_there',
    step: 'always',
  },
} as const satisfies { readonly [name: string]: CommandRow };

type CommandTable = typeof COMMANDS;
export type CommandName = keyof CommandTable;

/** Commands whose row says so. */
type Having<Part> = { [C in CommandName]: CommandTable[C] extends Part ? C : never }[CommandName];
export type FaultName = Having<{ fault: true }>;
export type HandName = Having<{ by_hand: true }>;
/** Those that a client does by a request to nova-api. */
export type AskingName = Having<{ asks: string } | { action: string }>;
/** Those that are steps of their own. */
export type StepName = Having<{ step: 'always' | 'armed' }>;
/** Those that stand in the menu of something. */
export type MenuName = Having<{ targets: readonly [TargetKind, ...TargetKind[]] }>;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

export const commandRow = (name: CommandName): CommandRow => COMMANDS[name];

export const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);
export const isFault = (name: string): name is FaultName =>
  isCommand(name) && commandRow(name).fault === true;
export const isByHand = (name: string): name is HandName =>
  isCommand(name) && commandRow(name).by_hand === true;
const isInMenus = (name: CommandName): name is MenuName => commandRow(name).targets.length > 0;

export const FAULT_NAMES: readonly FaultName[] = COMMAND_NAMES.filter(isFault);
/** In the order of the form. */
export const HAND_NAMES: readonly HandName[] = COMMAND_NAMES.filter(isByHand);
export const MENU_NAMES: readonly MenuName[] = COMMAND_NAMES.filter(isInMenus);

/** The request to nova-api that does it, by its name; null = it is none. */
export function requestOf(name: CommandName): string | null {
  const { asks, action } = commandRow(name);
  return asks ?? (action === undefined ? null : `POST /servers/{id}/action ${action}`);
}

/** Whether it is done by a request to nova-api. */
export const asksApi = (name: string): name is AskingName => isCommand(name) && requestOf(name) !== null;

/** Who asks for it where nobody else is named. */
export const askerOf = (name: string): Asker => (isCommand(name) && commandRow(name).as) || 'demo';

/** Whether there is a menu for things of this kind. */
export const hasCommandsOn = (kind: TargetKind): boolean =>
  MENU_NAMES.some((name) => commandRow(name).targets.includes(kind));

/** Names of the arguments of some commands, whichever they have. */
export type ArgumentOf<C extends CommandName> = C extends CommandName
  ? keyof CommandTable[C]['args'] & string
  : never;

/** Of these, those that the form by hand asks for. */
export type AskedOf<C extends CommandName> = C extends CommandName
  ? {
      [A in ArgumentOf<C>]: CommandTable[C]['args'][A & keyof CommandTable[C]['args']] extends {
        asked: false;
      }
        ? never
        : A;
    }[ArgumentOf<C>]
  : never;

export type NamedArgument = Argument & { readonly name: string };

/** Arguments in the order of a form. */
export const argumentsOf = (name: CommandName): readonly NamedArgument[] =>
  Object.entries(commandRow(name).args).map(([argument, row]) => ({ name: argument, ...row }));

/** The moments of which a menu offers one each. */
export type Moment = CommandTable['kill' | 'cut_connection']['args']['when']['choices'][number];
export const MOMENTS: readonly Moment[] = [
  ...new Set([...COMMANDS.kill.args.when.choices, ...COMMANDS.cut_connection.args.when.choices]),
];

/** Whether a command as it is given waits for a moment of its service, and so does nothing yet. */
export function waits(name: CommandName, args: { readonly [name: string]: unknown }): boolean {
  return argumentsOf(name).some(
    ({ name: argument, each, default: usual }) =>
      each === true && args[argument] !== undefined && args[argument] !== usual,
  );
}

/** What a command leaves behind of services and hosts; null = nothing, or no command of ours. */
export const leaves = (name: string): CommandRow['leaves'] | null =>
  (isCommand(name) && commandRow(name).leaves) || null;

/** The command that leaves it so. */
export function commandLeaving(what: NonNullable<CommandRow['leaves']>): string {
  return COMMAND_NAMES.find((name) => leaves(name) === what) ?? what;
}
