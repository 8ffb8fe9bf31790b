/** The compute's questions to neutron, and the VIF that comes of the answers (`nova/network/neutron.py`). */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { HttpRequest, Task } from '../../service/effects.ts';
import { askNeutron } from '../ask-neutron.ts';
import { textOf } from '../context.ts';
import { text } from '../fields.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { NETWORK_INFO, through } from './build/build-trace.ts';
import type { Compute } from './state.ts';

const TIMES = TIMING.compute.network_info;

export interface Port {
  readonly id: string;
  readonly mac_address: string;
  readonly network_id: string;
  readonly status: string;
  readonly fixed_ips: readonly { readonly ip_address: string; readonly subnet_id: string }[];
  readonly 'binding:host_id': string;
  readonly 'binding:vif_type': string;
  readonly 'binding:vif_details': JsonObject;
  readonly 'binding:vnic_type': string;
  readonly 'binding:profile': JsonObject | string;
}

interface Network {
  readonly id: string;
  readonly name: string;
  readonly tenant_id: string;
  readonly mtu: number;
}

interface Subnet {
  readonly cidr: string;
  readonly gateway_ip: string;
  readonly ip_version: number;
}

/** One request, after the time that the compute takes to come to it. */
export function* ask(
  compute: Compute,
  context: JsonObject,
  afterMs: number,
  request: Pick<HttpRequest, 'method' | 'path' | 'body'>,
): Task<{ status: number; json: JsonObject }> {
  yield* pause(compute.host, afterMs);
  const globalRequestId = textOf(context, 'request_id');
  const reply = yield* askNeutron(compute.host, { globalRequestId, ...request });
  return { status: reply.status, json: reply.body === '' ? {} : (JSON.parse(reply.body) as JsonObject) };
}

/** Of neutron's refusals those that its client knows by a class of their own (`neutronclient/common/exceptions.py`). */
const OF_CLIENT = ['NetworkNotFound', 'PortNotFound', 'OverQuota', 'IpAddressGenerationFailure'];

/** What neutron's client raises of an answer that is a refusal; `null` where it is none. */
export function refusalOf({
  status,
  json,
}: {
  readonly status: number;
  readonly json: JsonObject;
}): CodedError | null {
  if (status < 400) return null;
  const { NeutronError: error } = json;
  const { type, message } = isObject(error) ? (error as JsonObject) : {};
  const name =
    typeof type === 'string' && OF_CLIENT.includes(type) ? `${type}Client` : 'NeutronClientException';
  return new CodedError(name, typeof message === 'string' ? message : 'Unknown error');
}

/** As `ask`. Errors: `CodedError`, where neutron refuses. */
export function* demand(...asked: Parameters<typeof ask>): ReturnType<typeof ask> {
  const answer = yield* ask(...asked);
  const refusal = refusalOf(answer);
  if (refusal) throw refusal;
  return answer;
}

/** Errors: `CodedError` `NetworkNotFound`, also where only one of them is not there. */
export function* getNetworks(
  compute: Compute,
  context: JsonObject,
  ids: readonly string[],
  afterMs: number,
): Task<readonly Network[]> {
  const wanted = [...new Set(ids)];
  const path = `/v2.0/networks?${wanted.map((id) => `id=${id}`).join('&')}`;
  const { json } = yield* ask(compute, context, afterMs, { method: 'GET', path });
  const found = json.networks as unknown as readonly Network[];
  const missing = wanted.find((id) => !found.some((network) => network.id === id));
  if (missing !== undefined)
    throw new CodedError('NetworkNotFound', `Network ${missing} could not be found.`);
  return found;
}

export function* getPorts(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  afterMs: number,
): Task<readonly Port[]> {
  const path = `/v2.0/ports?tenant_id=${text(instance, 'project_id')}&device_id=${text(instance, 'uuid')}`;
  const asked = ask(compute, context, afterMs, { method: 'GET', path });
  const { json } = yield* through(NETWORK_INFO, asked);
  return json.ports as unknown as readonly Port[];
}

/** The rest of `get_instance_nw_info` for each port, in the order in which the instance has them; gives the stored text. */
export function* networkInfo(
  compute: Compute,
  context: JsonObject,
  ports: readonly Port[],
  networks: readonly Network[],
): Task<string> {
  const vifs: Json[] = [];
  const get = (afterMs: number, path: string): ReturnType<typeof ask> =>
    ask(compute, context, afterMs, { method: 'GET', path });
  for (const port of ports) {
    const network = networks.find(({ id }) => id === port.network_id);
    if (!network) continue;
    const [fixed] = port.fixed_ips;
    const ip = fixed?.ip_address ?? '';
    yield* get(TIMES.floating_ips, `/v2.0/floatingips?fixed_ip_address=${ip}&port_id=${port.id}`);
    const { json } = yield* get(TIMES.subnet, `/v2.0/subnets?id=${fixed?.subnet_id ?? ''}`);
    yield* get(TIMES.dhcp_ports, `/v2.0/ports?network_id=${network.id}&device_owner=network%3Adhcp`);
    yield* get(TIMES.segments, `/v2.0/networks/${network.id}?fields=segments`);
    const fields = 'fields=provider%3Aphysical_network&fields=provider%3Anetwork_type';
    yield* get(TIMES.provider_network, `/v2.0/networks/${network.id}?${fields}`);
    const [subnet] = json.subnets as unknown as readonly Subnet[];
    vifs.push(vif(port, network, subnet ?? { cidr: '', gateway_ip: '', ip_version: 4 }, ip));
  }
  return pythonJson(vifs);
}

/** One VIF, keys in the order in which the recorded column has them. */
function vif(port: Port, network: Network, subnet: Subnet, ip: string): Json {
  const version = subnet.ip_version;
  const profile = port['binding:profile'];
  return {
    id: port.id,
    address: port.mac_address,
    network: {
      id: network.id,
      bridge: 'br-int',
      label: network.name,
      subnets: [
        {
          cidr: subnet.cidr,
          dns: [],
          gateway: { address: subnet.gateway_ip, type: 'gateway', version, meta: {} },
          ips: [{ address: ip, type: 'fixed', version, meta: {}, floating_ips: [] }],
          routes: [],
          version,
          meta: {},
        },
      ],
      meta: {
        injected: false,
        tenant_id: network.tenant_id,
        mtu: network.mtu,
        physical_network: null,
        tunneled: false,
      },
    },
    type: port['binding:vif_type'],
    details: port['binding:vif_details'],
    devname: `tap${port.id.slice(0, 11)}`,
    ovs_interfaceid: port.id,
    qbh_params: null,
    qbg_params: null,
    active: port.status === 'ACTIVE',
    vnic_type: port['binding:vnic_type'],
    profile: typeof profile === 'string' ? {} : profile,
    preserve_on_delete: false,
    delegate_create: true,
    meta: {},
  };
}
