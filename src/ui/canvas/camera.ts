/** What of the map is in view: all of it where that is legible, else the band in which the step happens. */
import type { FlowMap } from './geometry.ts';
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
}

const PADDING = { desk: 10, lesson: 3, tall: 8, phone: 6 } as const;
const MOST = 1.25;
/** Below this share of the width's own scale the whole map is too small: a band is shown instead. */
const LEGIBLE = 0.72;

export function viewOf(map: FlowMap, room: CameraRoom, vhost: string | null): View {
  const pad = PADDING[map.preset];
  const wide = Math.min((room.width - 2 * pad) / map.width, MOST);
  const whole = Math.min(wide, (room.height - 2 * pad) / map.height);
  const frame = whole < wide * LEGIBLE ? frameOf(map, vhost) : null;
  const { y, height } = frame ?? { y: 0, height: map.height };
  const zoom = Math.min(wide, (room.height - 2 * pad) / height);
  return {
    zoom,
    x: (room.width - map.width * zoom) / 2,
    y: (room.height - height * zoom) / 2 - y * zoom,
    cropped: frame !== null,
  };
}

/** One band with what stands above or below it alone. */
function frameOf(map: FlowMap, vhost: string | null): { readonly y: number; readonly height: number } | null {
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
