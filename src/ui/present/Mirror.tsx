/** The class's window in outline: what is pointed at here is pointed at there. Its twin for the keys is the list below it. */
import type { MouseEvent, PointerEvent } from 'react';
import { useStore } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { Select } from '../shared/Select.tsx';
import type { Pointable } from './messages.ts';
import type { PresenterDoor } from './presenter-store.ts';
import { RING } from './ring.ts';

const percent = (share: number): string => `${share * 100}%`;
const place = ({ x, y, w, h }: Pointable) => ({
  left: percent(x),
  top: percent(y),
  width: percent(w),
  height: percent(h),
});

const SMALL = { fontSize: 9, lineHeight: '11px' } as const;

/** In shares of the picture. */
function at(event: MouseEvent<HTMLElement>): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}

/** The smallest box at a place; null = none is there. */
function boxAt(boxes: readonly Pointable[], x: number, y: number): Pointable | null {
  const there = boxes.filter((box) => x >= box.x && y >= box.y && x <= box.x + box.w && y <= box.y + box.h);
  return there.toSorted((a, b) => a.w * a.h - b.w * b.h)[0] ?? null;
}

export function Mirror({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const picture = useStore(door.store, (s) => s.picture);
  const point = useStore(door.store, (s) => s.point);
  const spot = useStore(door.store, (s) => s.now?.spot ?? null);
  const pointer = useStore(door.store, (s) => s.now?.pointer ?? false);
  if (!picture) return null;
  const largestFirst = picture.boxes.toSorted((a, b) => b.w * b.h - a.w * a.h);
  const light = (id: string | null): void => door.say('spot', { id });
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (pointer) door.pointAt({ ...at(event), on: true });
  };
  return (
    <section className="grid gap-2">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list below does the same by the keys */}
      <div
        className="relative w-full overflow-hidden rounded-m border border-line-2 bg-canvas"
        style={{ aspectRatio: picture.ratio, cursor: 'crosshair', touchAction: 'none' }}
        role="img"
        aria-label={t.picture}
        data-mirror=""
        onPointerMove={move}
        onPointerLeave={() => pointer && door.pointAt({ ...point, on: false })}
        onClick={(event) => {
          const { x, y } = at(event);
          const box = boxAt(picture.boxes, x, y);
          light(box === null || box.id === spot ? null : box.id);
        }}
      >
        {largestFirst.map((box) => (
          <span
            key={box.id}
            className={`absolute overflow-hidden rounded-s border px-0.5 ${box.id === spot ? 'border-ink bg-mark' : 'border-line-2 bg-paper'}`}
            style={{ ...place(box), ...SMALL }}
            data-lit={box.id === spot || undefined}
            data-box={box.id}
          >
            {box.label}
          </span>
        ))}
        {point.on ? (
          <span
            className="absolute rounded-full"
            style={{ left: percent(point.x), top: percent(point.y), ...RING }}
            data-pointer-ring=""
          />
        ) : null}
      </div>
      <p className="text-cap text-ink-2">{t.picture}</p>
      <div className="flex items-center gap-2 text-ui">
        <span id="presenter-spot">{t.spot}</span>
        <Select
          className="min-w-0 flex-1"
          aria-labelledby="presenter-spot"
          value={spot ?? ''}
          data-spot=""
          onChange={(event) => light(event.target.value || null)}
        >
          <option value="">{t.spotOff}</option>
          {picture.boxes.map((box) => (
            <option key={box.id} value={box.id}>
              {box.label}
            </option>
          ))}
        </Select>
      </div>
    </section>
  );
}
