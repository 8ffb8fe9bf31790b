import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { type Acting, viewOf } from './camera.ts';
import { type Box, cardOf, type FlowMap, pipesOf } from './geometry.ts';
import { topologyToFlow } from './layout.ts';

const CELLS = [1, 2, 3] as const;
/** The map's room with an open drawer, and on a phone. */
const ROOMS = {
  desk: { width: 1056, height: 360 },
  lesson: { width: 920, height: 270 },
  tall: { width: 820, height: 310 },
  phone: { width: 390, height: 270 },
} as const;
const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;

describe('the camera over a part of the map', () => {
  it.each(CELLS)(
    'of %s cells has who sends, who receives and their queue in view, at every step between two',
    (cells) => {
      const topology = topologyOf(deploymentOf({ cells }));
      const outside: string[] = [];
      for (const preset of PRESETS) {
        const map = topologyToFlow(topology, preset);
        const cards = topology.services.filter(({ actor }) => cardOf(map, actor));
        for (const from of cards) {
          for (const to of cards) {
            const [vhost = '/'] = to.vhosts;
            const queue = pipesOf(map).find((pipe) => pipe.owners.includes(to.actor))?.queues[0] ?? '';
            const acting = { vhost, actors: [from.actor, to.actor], queues: [queue] };
            outside.push(...boxesOf(map, acting).flatMap((box) => outOfView(map, box, acting, preset)));
          }
        }
      }
      expect(outside).toEqual([]);
    },
  );

  it('shows the band of a step that stays in it as before, whole and no smaller than the width allows', () => {
    const map = topologyToFlow(topologyOf(deploymentOf({ cells: 2 })), 'desk');
    const acting = { vhost: '/', actors: ['nova-conductor-super', 'nova-scheduler'], queues: ['scheduler'] };
    const view = viewOf(map, ROOMS.desk, acting);
    expect(view.cropped).toBe(true);
    expect(view.zoom).toBeGreaterThan(0.9);
    expect(view.y).toBeGreaterThan(0);
  });
});

const boxesOf = (map: FlowMap, { vhost, actors, queues }: Acting): readonly Box[] => [
  ...actors.flatMap((actor) => cardOf(map, actor) ?? []),
  ...pipesOf(map).filter((pipe) => pipe.vhost === vhost && queues.includes(pipe.queues[0] ?? ' ')),
];

function outOfView(
  map: FlowMap,
  box: Box,
  acting: Acting,
  preset: (typeof PRESETS)[number],
): readonly string[] {
  const room = ROOMS[preset];
  const { y, zoom } = viewOf(map, room, acting);
  const [top, foot] = [box.y * zoom + y, (box.y + box.height) * zoom + y];
  return top >= 0 && foot <= room.height ? [] : [`${preset} ${acting.actors.join(' ')}: ${top} to ${foot}`];
}
