/**
 * The map as plain geometry: `topologyToFlow(topology, preset)`. Pure; used by the live map, by the tokens and by the
 * picture that stands in the page before any script runs. Sizes are CSS pixels at zoom 1.
 */
import { isDirect, wiresOf } from '../../core/reading/wires.ts';
import type { Topology, Trace } from '../../core/trace/trace.ts';
import type { FlowMap, Preset } from './geometry.ts';
import { isPlayground, type Lanes, lanesOf } from './lanes.ts';
import { clientsLayout } from './layout-clients.ts';
import { withoutQueue } from './layout-direct.ts';
import { novaLayout } from './layout-nova.ts';
import { type Entities, entitiesOf } from './playground.ts';

/** What a trace tells beyond its topology: whose queues are used, and what a playground declares. */
interface Told {
  readonly lanes: Lanes;
  readonly entities: Entities;
}

export function topologyToFlow(
  topology: Topology,
  preset: Preset,
  told?: Told,
  apart: readonly string[] = [],
): FlowMap {
  if (isPlayground(topology)) return clientsLayout(topology, preset, told?.entities);
  return novaLayout(topology, preset, told?.lanes, apart);
}

/** The map of a trace: what it is laid out by follows from its facts, and whether there is a queue. */
export function mapOf(trace: Trace, preset: Preset, apart: readonly string[] = []): FlowMap {
  const told = { lanes: lanesOf(trace), entities: entitiesOf(trace) };
  const map = topologyToFlow(trace.topology, preset, told, apart);
  return isDirect(trace) ? withoutQueue(map, wiresOf(trace)) : map;
}
