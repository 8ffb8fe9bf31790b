/**
 * What Nova's services report of what they do, where the deployment wants it: as a plain table (unversioned), as a versioned
 * object, or both, each to a topic of its own (`nova/rpc.py`, `nova/notifications/`).
 */
import type { Json, JsonObject } from '../base/json.ts';
import { notify } from '../rpc/notifier.ts';
import type { Transport } from '../rpc/transport.ts';
import type { Task } from '../service/effects.ts';
import { pause } from './timing/timing.ts';

/** of the recorded boot with notifications: from one to the next */
const BETWEEN_MS = 4;

interface Told {
  readonly publisher: string;
  readonly event: string;
  readonly payload: () => Json;
}

interface Happened {
  readonly context: JsonObject;
  readonly failed?: boolean;
  /** absent where Nova tells of it in the newer form alone */
  readonly unversioned?: Told;
  /** absent where the newer form is told at another moment */
  readonly versioned?: Told;
}

export function* tell(transport: Transport, { context, failed, unversioned, versioned }: Happened): Task {
  const { host } = transport;
  const format = host.conf.notifications;
  const send = function* (topic: string, { publisher, event, payload }: Told): Task {
    yield* pause(host, BETWEEN_MS);
    const priority = failed === true ? 'ERROR' : 'INFO';
    yield* notify(transport, { topic, publisher, event, priority, payload: payload(), context });
  };
  if (unversioned && format !== 'versioned' && format !== undefined)
    yield* send('notifications', unversioned);
  if (versioned && (format === 'versioned' || format === 'both'))
    yield* send('versioned_notifications', versioned);
}

/** Payload objects of Nova 26.2, as its notifications carry them. */
const VERSIONS = {
  AuditPeriodPayload: '1.0',
  ComputeTaskPayload: '1.0',
  ExceptionPayload: '1.1',
  FlavorPayload: '1.4',
  ImageMetaPayload: '1.0',
  ImageMetaPropsPayload: '1.12',
  InstanceActionPayload: '1.8',
  InstanceActionRebuildPayload: '1.9',
  InstanceActionRescuePayload: '1.3',
  InstanceActionResizePrepPayload: '1.3',
  InstanceActionSnapshotPayload: '1.9',
  InstanceCreatePayload: '1.12',
  InstanceExistsPayload: '2.0',
  InstancePCIRequestsPayload: '1.0',
  IpPayload: '1.0',
  RequestSpecPayload: '1.1',
  ServiceStatusPayload: '1.1',
} as const;

export type PayloadName = keyof typeof VERSIONS;

export const payloadOf = (name: PayloadName, data: JsonObject): JsonObject => ({
  'nova_object.name': name,
  'nova_object.namespace': 'nova',
  'nova_object.version': VERSIONS[name],
  'nova_object.data': data,
});

const FLAVOR = ['flavorid', 'memory_mb', 'vcpus', 'root_gb', 'ephemeral_gb', 'name', 'swap', 'rxtx_factor'];
const FLAVOR_TAIL = ['vcpu_weight', 'disabled', 'is_public'];

/** `flavor` = data of a Flavor object. */
export function flavorPayload(flavor: JsonObject): JsonObject {
  const pick = (names: readonly string[]): JsonObject =>
    Object.fromEntries(names.map((name) => [name, flavor[name] ?? null]));
  return payloadOf('FlavorPayload', {
    ...pick(FLAVOR),
    ...pick(FLAVOR_TAIL),
    extra_specs: flavor.extra_specs ?? {},
    projects: null,
    description: flavor.description ?? null,
  });
}
