/** Which databases stand in which band: under those that write them. A peer's own database is a mark on the peer's card. */
import type { Topology } from '../../core/trace/trace.ts';

export type DatabaseShelf = readonly string[];

/** Databases that Nova's services have no connection to, and a peer has. */
function peersOwn({ services, databases }: Topology): ReadonlySet<string> {
  const nova = new Set(services.filter(({ kind }) => kind !== 'peer').flatMap((place) => place.databases));
  const peers = new Set(services.filter(({ kind }) => kind === 'peer').flatMap((place) => place.databases));
  return new Set(databases.filter((name) => peers.has(name) && !nova.has(name)));
}

/** `ownFirst`: those of a cell stand before the others of their band, else after them, at the cell's vhost. */
export function databasesOf(
  topology: Topology,
  vhosts: readonly string[],
  ownFirst: boolean,
): ReadonlyMap<string, DatabaseShelf> {
  const apart = peersOwn(topology);
  const shelves = new Map<string, string[]>();
  const below = vhosts[1] ?? vhosts[0] ?? '/';
  const writers = topology.services.filter(({ kind, vhosts: own }) => kind === 'nova' && !own.includes('/'));
  const order = (name: string): number =>
    writers.some((place) => place.databases.includes(name)) === ownFirst ? 0 : 1;
  for (const name of topology.databases.toSorted((a, b) => order(a) - order(b))) {
    if (apart.has(name)) continue;
    const writer = writers.find((place) => place.databases.includes(name));
    const vhost = writer?.vhosts.find((one) => vhosts.includes(one)) ?? below;
    shelves.set(vhost, [...(shelves.get(vhost) ?? []), name]);
  }
  return shelves;
}
