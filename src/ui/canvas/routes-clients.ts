/** The ways of a playground: from a client to an exchange, and from there to a queue. */
import { cardOf, type FlowMap, type PipeNode, type Point, type Routes, type Spine } from './geometry.ts';
import { middleY, queueOf, right, trim } from './layout-parts.ts';
import { intakeOf } from './path.ts';
import { phonePublish } from './phone-strips.ts';

function fromClient(map: FlowMap, actor: string, spine: Spine): readonly Point[] | null {
  const card = cardOf(map, actor);
  const hull = queueOf(map);
  if (!card || !hull) return null;
  const { left, right: bind, top } = map.lanes;
  const y = middleY(spine);
  if (map.preset === 'phone') return [...phonePublish(card, hull, left), { x: left, y }, { x: spine.x, y }];
  if (card.side === 'left') {
    const from = { x: right(card), y: card.publish };
    return [from, { x: left, y: card.publish }, { x: left, y }, { x: spine.x, y }];
  }
  // from the consumers' side: over all queues
  const gutter = (card.x + right(hull)) / 2;
  return [
    { x: card.x, y: card.publish - 14 },
    { x: gutter, y: card.publish - 14 },
    { x: gutter, y: top },
    { x: bind, y: top },
    { x: bind, y },
    { x: right(spine), y },
  ];
}

/** What binds an exchange of a playground to a queue. */
function tieWay(map: FlowMap, spine: Spine, pipe: PipeNode): readonly Point[] {
  const y = middleY(spine);
  const intake = intakeOf(pipe);
  const n = map.spines.indexOf(spine);
  if (pipe.mouth === 'left') {
    const x = spine.x - 8 - (n % 3) * 3;
    return [{ x: spine.x, y }, { x, y }, { x, y: intake.y }, intake];
  }
  const x = right(spine) + 10 + (n % 4) * 7;
  return trim([{ x: right(spine), y }, { x, y }, { x, y: intake.y }, intake]);
}

export const CLIENT_ROUTES: Routes = { publish: fromClient, tie: tieWay };
