/** Where the names of the step's messages stand while nothing moves: above the line on which each went in. */
import { cardOf, type FlowMap, type MapSide, type Point, type Preset, pipesOf } from './geometry.ts';
import { queueOf, right } from './layout-parts.ts';
import type { FlightPath } from './path.ts';
import type { Flight } from './show.ts';
import { placeOf, type Scene, type Token, tokensAt, waysOf } from './tokens.ts';

export interface TokenLabel {
  readonly token: Token;
  readonly at: Point;
  /** which of its corners stands at that place */
  readonly anchor: 'left' | 'right' | 'middle';
  /** whether its name is written there; else there is a place to press and to focus */
  readonly text: boolean;
  /** characters that there is room for */
  readonly most: number;
  /** the routing key, below the line; '' where the exchange shows it, there is no room, or there is none */
  readonly key: string;
  /** px that the name reaches over its exchange: the key does not */
  readonly over: number;
}

/** An exchange's name and type reach so far from their middle, px. */
const NAME = 34;
/** More messages than these are drawn only. */
const MOST_LABELS = 24;
/** Pixels of the map a character takes. */
const LETTER: { readonly [P in Preset]: number } = { desk: 7.9, lesson: 11, tall: 7.7, phone: 7.7 };

export function labelsOf(scene: Scene, map: FlowMap, t: number): readonly TokenLabel[] {
  const taken: number[] = [];
  return tokensAt(scene, t)
    .slice(-MOST_LABELS)
    .flatMap((token) => {
      const label = labelOf(scene, map, token);
      if (!label) return [];
      // two on one line: the later keeps a place to press
      const isFree = !taken.some((y) => Math.abs(y - label.at.y) < 12);
      if (label.text) taken.push(label.at.y);
      return [isFree ? label : { ...label, text: false }];
    })
    .filter((label, i, all) => all.findIndex((one) => one.token.fact === label.token.fact) === i);
}

function labelOf(scene: Scene, map: FlowMap, token: Token): TokenLabel | null {
  const i = scene.show.flights.findIndex((flight) => flight.fact === token.fact);
  const flight = scene.show.flights[i];
  const path = scene.courses[i]?.path;
  const [way] = waysOf(token);
  const spot = way && placeOf(token, way);
  const there = (at: Point): TokenLabel => ({
    token,
    at,
    anchor: 'middle',
    text: false,
    most: 0,
    key: '',
    over: 0,
  });
  // paused on its way it would lie over its name
  if (!flight || !path || map.clients || token.place === 'flying') return spot ? there(spot) : null;
  return besideLine(map, flight, token, path) ?? (spot ? there(spot) : null);
}

function besideLine(map: FlowMap, flight: Flight, token: Token, { out, hub }: FlightPath): TokenLabel | null {
  const [from, to] = out;
  const hull = queueOf(map);
  const sender = cardOf(map, flight.out.actor);
  const spine = map.spines.find((one) => one.vhost === flight.vhost);
  if (!from || !to || !hull || !spine || map.preset === 'phone') return null;
  const isLeft = sender ? sender.side === 'left' : false;
  const isAway = sender !== null && sender.vhost !== flight.vhost;
  const end = out.at(-1) ?? to;
  // only on the desk the exchange shows a routing key: elsewhere the name may lie over it
  const over = map.preset === 'desk' ? 0 : spine.width - 4;
  const letter = LETTER[map.preset];
  const most = Math.floor((spine.x - hull.x - 16 + over) / letter);
  const short = most - Math.ceil(over / letter);
  // into another vhost: at the head of its exchange, on the side where no vhost is named
  if (isAway)
    return {
      token,
      at: { x: right(spine) + 6, y: end.y + 16 },
      anchor: 'left',
      text: true,
      most: short,
      key: keyAt(map, flight, end.y + 16, 'right'),
      over: 0,
    };
  // over a box through which its line goes straight, and clear of the box's name
  const isStraight = hub.flat().every(({ y }) => y === from.y) && Math.abs(spine.label - from.y) > NAME;
  const isLong =
    isStraight && token.place !== 'lost' && token.kind !== 'reply' && token.method.length > short;
  const shift = isLong ? over : 0;
  // beside the cross
  const apart = token.place === 'lost' ? 20 : 6;
  const x = isLeft ? spine.x - apart + shift : right(spine) + apart - shift;
  // a fanout's line is double
  const y = from.y - (token.kind === 'fanout' ? 9 : 4);
  return {
    token,
    at: { x, y },
    anchor: isLeft ? 'right' : 'left',
    text: true,
    most: isLong ? most : short,
    key: token.place === 'lost' ? '' : keyAt(map, flight, y, isLeft ? 'left' : 'right'),
    over: shift,
  };
}

/** The queue's name tells it, too. */
function keyAt(map: FlowMap, { key }: Flight, y: number, side: MapSide): string {
  if (map.preset === 'desk') return '';
  // the key's foot, and 2 px to the queue below
  const foot = y + (map.preset === 'tall' ? 20.5 : 24.5);
  return pipesOf(map).some((pipe) => pipe.mouth === side && pipe.y > y && pipe.y < foot) ? '' : key;
}
