/**
 * The map as plain geometry: `topologyToFlow(topology, preset)`. Pure; used by the live map, by the tokens and by the
 * picture that stands in the page before any script runs. Sizes are CSS pixels at zoom 1.
 */
import { isDirect, wiresOf } from '../../core/reading/wires.ts';
import type { ServicePlace, Topology, Trace } from '../../core/trace/trace.ts';
import type { FlowMap, Groups, Preset } from './geometry.ts';
import { barLayout, miniLayout } from './layout-bar.ts';
import { clientsLayout, type Hints } from './layout-clients.ts';
import { withoutQueue } from './layout-direct.ts';
import { hubLayout } from './layout-hub.ts';

const ORDER = ['nova-api', 'nova-conductor', 'nova-scheduler'];

function rank(place: ServicePlace): number {
  const at = ORDER.findIndex((program) => place.program.startsWith(program));
  const local = at < 0 ? ORDER.length : at;
  return place.vhosts.includes('/') || place.vhosts.length === 0 ? local : local + ORDER.length + 1;
}

function groupsOf(topology: Topology): Groups {
  const counts = new Map<string, number>();
  for (const { machine, program } of topology.services) {
    counts.set(machine, (counts.get(machine) ?? 0) + (program === 'nova-compute' ? 0.01 : 1));
  }
  const main = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['controller', 0])[0];
  const nova = topology.services.filter((place) => place.kind !== 'peer');
  const control = nova.filter((place) => place.machine === main);
  const machines = [...new Set(nova.map((place) => place.machine))].filter((machine) => machine !== main);
  return {
    main,
    control: control.toSorted((a, b) => rank(a) - rank(b)),
    peers: topology.services.filter((place) => place.kind === 'peer'),
    others: machines.map((machine) => ({
      machine,
      services: nova.filter((place) => place.machine === machine),
    })),
  };
}

/** Whether a topology is a playground: a broker and its clients, without Nova. */
export const isPlayground = ({ services }: Topology): boolean =>
  services.length > 0 && services.every((place) => place.kind === 'client');

/** `hints` = what a trace tells of a playground: who receives, and how many lines the queue node needs. */
export function topologyToFlow(topology: Topology, preset: Preset, hints?: Hints): FlowMap {
  if (isPlayground(topology)) return clientsLayout(topology, preset, hints);
  const groups = groupsOf(topology);
  switch (preset) {
    case 'hub':
      return hubLayout(topology, groups);
    case 'bar':
      return barLayout(topology, groups);
    case 'mini':
      return miniLayout(topology, groups);
  }
}

/** The map of a trace: what it is laid out by follows from its facts, and whether there is a queue. */
export function mapOf(trace: Trace, preset: Preset, hints: Hints): FlowMap {
  const map = topologyToFlow(trace.topology, preset, hints);
  return isDirect(trace) ? withoutQueue(map, wiresOf(trace)) : map;
}
