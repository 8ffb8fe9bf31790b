/**
 * What a compute tells of a guest, and its password (`nova/compute/manager.py:ComputeManager.get_console_output`,
 * `get_vnc_console`, `get_instance_diagnostics`, `set_admin_password`). What the fake driver says is always the same.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { numberOr, text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, ovo, setFields } from '../../objects/ovo.ts';
import { isOn } from '../../options.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { tellingFailure, withFault } from '../decorators.ts';
import { onInstance, RUNNING, saveAs } from '../instance-work.ts';
import type { Compute } from '../state.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.tell;
const PASSWORD = TIMING.compute.switch_guest;

const OUTPUT = 'FAKE CONSOLE OUTPUT\nANOTHER\nLAST LINE';

/** `tail_length`: so many last lines; what is no number is none. */
export function* getConsoleOutput({ host }: Compute, { args, context }: Incoming): Task<Json> {
  yield* LOG.info({ context, uuid: text(dataOf(args.instance), 'uuid') }, 'Get console output');
  yield* pause(host, TIMES.answer);
  const { tail_length: wanted = null } = args;
  if (wanted === null) return OUTPUT;
  const length = Number.parseInt(`${wanted}`, 10) || 0;
  return length === 0 ? '' : OUTPUT.split('\n').slice(-length).join('\n');
}

const VNC = { host: 'fakevncconsole.com', port: 6969, internal_access_path: 'FAKE' } as const;
/** `[vnc]/novncproxy_base_url` and `[consoleauth]/token_ttl`, seconds */
const PROXY_URL = 'http://127.0.0.1:6080/vnc_auto.html';
const TOKEN_TTL = 600;

/** What is refused is noted as a fault of the instance, and has no event. Errors: those of `task`. */
function* asked<T>(
  compute: Compute,
  { args, context }: Incoming,
  method: string,
  task: (instance: LiveObject) => Task<T>,
): Task<T> {
  const instance = fromPrimitive(args.instance);
  const noted = withFault(compute, context, instance, task(instance));
  return yield* tellingFailure(compute, context, { method, args }, noted);
}

/** Errors: `CodedError` `ConsoleTypeUnavailable` where `[vnc]/enabled` is off, `ConsoleTypeInvalid`. */
export function* getVncConsole(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* asked(compute, incoming, 'get_vnc_console', () => authorized(compute, incoming));
}

/** The proxy will ask the cell's database whether the token is good. */
function* authorized(compute: Compute, { args, context }: Incoming): Task<Json> {
  const console_type = text(args, 'console_type');
  if (!isOn(compute.host, 'vnc.enabled'))
    throw new CodedError('ConsoleTypeUnavailable', `Unavailable console type ${console_type}.`);
  if (console_type !== 'novnc')
    throw new CodedError('ConsoleTypeInvalid', `Invalid console type ${console_type}`);
  yield* pause(compute.host, TIMES.authorize);
  const token: LiveObject = { name: 'ConsoleAuthToken', data: {}, changes: new Set() };
  const instance_uuid = text(dataOf(args.instance), 'uuid');
  setFields(token, { console_type, ...VNC, instance_uuid, access_url_base: PROXY_URL });
  yield* objectAction(compute, context, token, 'authorize', {}, [TOKEN_TTL]);
  yield* pause(compute.host, TIMES.answer);
  const given = text(token.data, 'token');
  return { ...VNC, token: given, access_url: `${PROXY_URL}?path=%3Ftoken%3D${given}` };
}

/** `_clean_instance_console_tokens`: nobody is to reach the guest where it was. */
export function* cleanConsoleTokens(compute: Compute, context: JsonObject, uuid: string): Task {
  if (!isOn(compute.host, 'vnc.enabled')) return;
  yield* pause(compute.host, TIMES.authorize);
  yield* classAction(compute, context, 'ConsoleAuthToken.clean_console_auths_for_instance', [uuid]);
}

/** `power_state.STATE_MAP` */
const POWER_STATES: { readonly [state: number]: string } = {
  0: 'pending',
  1: 'running',
  3: 'paused',
  4: 'shutdown',
  6: 'crashed',
  7: 'suspended',
};

/** Errors: `CodedError` `InstanceInvalidState` where the guest does not run. */
export function* getInstanceDiagnostics(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* asked(compute, incoming, 'get_instance_diagnostics', ({ data }) =>
    diagnosed(compute, incoming, data),
  );
}

function* diagnosed({ host, driver }: Compute, { context }: Incoming, data: JsonObject): Task<Json> {
  yield* pause(host, TIMES.answer);
  const state = numberOr(data, 'power_state', 0);
  if (driver.powerOf(data) === RUNNING) {
    yield* LOG.info({ context, uuid: text(data, 'uuid') }, 'Retrieving diagnostics');
    return DIAGNOSTICS;
  }
  throw new CodedError(
    'InstanceInvalidState',
    `Instance ${text(data, 'uuid')} in power state ${POWER_STATES[state] ?? `${state}`}. Cannot get_diagnostics while the instance is in this state.`,
  );
}

const all = (data: JsonObject): JsonObject => data;
const CPU = all({ id: 0, time: 17300000000, utilisation: 15 });
const NIC = all({
  mac_address: '01:23:45:67:89:ab',
  rx_octets: 2070139,
  rx_errors: 100,
  rx_drop: 200,
  rx_packets: 26701,
  rx_rate: 300,
  tx_octets: 140208,
  tx_errors: 400,
  tx_drop: 500,
  tx_packets: 662,
  tx_rate: 600,
});
const DISK = all({
  read_bytes: 262144,
  read_requests: 112,
  write_bytes: 5778432,
  write_requests: 488,
  errors_count: 1,
});

const DIAGNOSTICS = ovo('Diagnostics', {
  state: 'running',
  driver: 'libvirt',
  hypervisor: 'kvm',
  hypervisor_os: 'ubuntu',
  uptime: 46664,
  config_drive: true,
  memory_details: ovo('MemoryDiagnostics', { maximum: 524288, used: 0 }),
  cpu_details: [ovo('CpuDiagnostics', CPU)],
  nic_details: [ovo('NicDiagnostics', NIC)],
  disk_details: [ovo('DiskDiagnostics', DISK)],
  num_cpus: 1,
  num_nics: 1,
  num_disks: 1,
});

/** Errors: `CodedError` `InstancePasswordSetFailed` where the guest does not run. */
export function* setAdminPassword(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'set_admin_password', times: PASSWORD };
  return yield* onInstance(compute, incoming, around, function* (work) {
    const runs = compute.driver.powerOf(work.instance.data) === RUNNING;
    if (runs) yield* LOG.info(work, 'Admin password set');
    yield* pause(compute.host, PASSWORD.save);
    yield* saveAs(work, 'updating_password', { task_state: null });
    if (runs) return;
    throw new CodedError(
      'InstancePasswordSetFailed',
      `Failed to set admin password on ${work.uuid} because instance ${work.uuid} is not running`,
    );
  });
}
