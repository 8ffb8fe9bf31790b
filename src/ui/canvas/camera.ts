/** What of the map is in view: all of it where that is legible, else the band in which the step happens, with all that act in it. */
import { type Box, type FlowMap, pipesOf } from './geometry.ts';
import { bottom } from './layout-parts.ts';

interface CameraRoom {
  readonly width: number;
  readonly height: number;
}
interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** parts of the map lie outside */
  readonly cropped: boolean;
  /** what acts may reach to the edge of the picture: it does not fade there */
  readonly tight: boolean;
}
/** What the step is about. */
export interface Acting {
  readonly vhost: string | null;
  readonly actors: readonly string[];
  /** of its message */
  readonly queues: readonly string[];
}

const PADDING = { desk: 10, lesson: 3, tall: 8, phone: 6 } as const;
const MOST = 1.25;
/** Below this share of the width's own scale the whole map is too small: a band is shown instead. */
const LEGIBLE = 0.72;
/** Around what acts, px. */
const AIR = 8;

export function viewOf(map: FlowMap, room: CameraRoom, acting: Acting): View {
  const pad = PADDING[map.preset];
  const high = room.height - 2 * pad;
  const wide = Math.min((room.width - 2 * pad) / map.width, MOST);
  const whole = Math.min(wide, high / map.height);
  const frame = whole < wide * LEGIBLE ? frameOf(map, acting.vhost) : null;
  const seen = frame ? around(frame, spanOf(map, acting), high / wide) : { y: 0, height: map.height };
  const { y, height } = seen;
  const zoom = Math.min(wide, high / height);
  return {
    zoom,
    x: (room.width - map.width * zoom) / 2,
    y: (room.height - height * zoom) / 2 - y * zoom,
    cropped: frame !== null,
    tight: seen !== frame,
  };
}

interface Span {
  readonly y: number;
  readonly height: number;
}

/** One band with what stands above or below it alone. */
function frameOf(map: FlowMap, vhost: string | null): Span | null {
  const at = Math.max(
    0,
    map.bands.findIndex((band) => band.vhost === vhost),
  );
  const band = map.bands[at];
  if (!band || map.bands.length < 2) return null;
  const y = at === 0 ? 0 : band.y - 8;
  const end = at === map.bands.length - 1 ? map.height : bottom(band) + 6;
  return { y, height: end - y };
}

/** From the top of the first to the foot of the last of those that act. */
function spanOf(map: FlowMap, { vhost, actors, queues }: Acting): Span | null {
  const boxes: readonly Box[] = [
    ...map.nodes.filter(
      (node) =>
        (node.kind === 'service' && node.members.some(({ actor }) => actors.includes(actor))) ||
        (node.kind === 'peer' && actors.includes(node.place.actor)),
    ),
    ...pipesOf(map).filter((pipe) => pipe.vhost === vhost && pipe.queues.some((one) => queues.includes(one))),
  ];
  if (boxes.length === 0) return null;
  const y = Math.min(...boxes.map((box) => box.y)) - AIR;
  return { y, height: Math.max(...boxes.map(bottom)) + AIR - y };
}

/** The band, moved so far that all of the span lies in it; the span alone where it has no room at this scale. */
function around(band: Span, span: Span | null, room: number): Span {
  const end = span ? span.y + span.height : 0;
  if (!span || (span.y >= band.y && end <= band.y + band.height)) return band;
  const height = Math.max(span.height, room);
  return { y: Math.min(Math.max(band.y, end - height), span.y), height };
}
