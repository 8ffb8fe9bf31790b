/** What each node of the map shows at a moment, as plain data. */
import { cardState } from './card-state.ts';
import type { MapNode, PipeNode, ServiceNode } from './geometry.ts';
import { lanesOf } from './lanes.ts';
import type { ShownMoment } from './moment.ts';
import { isAbsent, pipeState } from './pipe-state.ts';

export const cardShown = ({ trace, world, marks, step }: ShownMoment, node: ServiceNode) =>
  cardState(trace, world, marks, step, node);

/** What a client consumes. */
export const takenBy = ({ world }: ShownMoment, actor: string) =>
  [...world.vhosts.values()].flatMap(({ queues }) =>
    [...queues.values()].flatMap(({ queue, consumers }) => {
      const own = consumers.find((one) => one.user === actor);
      return own ? [{ queue, prefetch: own.prefetch, paused: own.paused }] : [];
    }),
  );

export type PeerNode = Extract<MapNode, { kind: 'peer' }>;

export const peerOf = ({ world, marks }: ShownMoment, { place: { actor, databases } }: PeerNode) => ({
  touched: marks.touched.has(actor),
  stopped: world.services.get(actor)?.state === 'stopped',
  rows: databases.reduce(
    (sum, name) => sum + (marks.writers.get(name)?.has(actor) ? (marks.databases.get(name) ?? 0) : 0),
    0,
  ),
});

export const rowsIn = ({ marks }: ShownMoment, node: MapNode): number =>
  node.kind === 'database' ? (marks.databases.get(node.database) ?? 0) : 0;

export function pipeShown({ trace, world, marks, inFlight: { flying } }: ShownMoment, pipe: PipeNode) {
  const { queues, ...state } = pipeState({ trace, world, marks, lanes: lanesOf(trace), flying }, pipe);
  return { state, absent: isAbsent(trace, queues) };
}
