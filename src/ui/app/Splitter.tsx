/** Between two parts of the page: dragged, or moved by arrow keys; Home and End go to its ends, a double press to where it was. */
import type { KeyboardEvent, PointerEvent } from 'react';

interface Props {
  /** `y` = the part below it grows upwards; `x` = the part right of it grows to the left */
  readonly axis: 'x' | 'y';
  readonly label: string;
  /** size of that part, CSS pixels */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
  readonly onReset: () => void;
}

const KEY_PX = 24;
const GROWS = { y: ['ArrowUp', 'ArrowDown'], x: ['ArrowLeft', 'ArrowRight'] } as const;
const LOOKS = {
  y: 'inset-x-0 -top-2 h-4 cursor-row-resize *:h-1 *:w-10',
  x: 'inset-y-0 -left-2 w-4 cursor-col-resize *:h-10 *:w-1',
} as const;

export function Splitter({ axis, label, value, least, most, onChange, onReset }: Props) {
  const clamp = (size: number): number => Math.round(Math.min(Math.max(size, least), most));
  const shown = clamp(value);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget: handle, pointerId, clientX, clientY } = event;
    if (!handle.hasPointerCapture(pointerId)) return;
    const part = handle.parentElement?.getBoundingClientRect();
    if (part) onChange(clamp(axis === 'y' ? part.bottom - clientY : part.right - clientX));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [more, less] = GROWS[axis];
    const sizes: { readonly [key: string]: number } = {
      [more]: shown + KEY_PX,
      [less]: shown - KEY_PX,
      Home: least,
      End: most,
    };
    const size = sizes[event.key];
    if (size === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(clamp(size));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr is no separator that can be moved
    <div
      role="separator"
      aria-orientation={axis === 'y' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuenow={shown}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      data-own-keys=""
      className={`splitter group absolute z-10 grid touch-none place-items-center ${LOOKS[axis]}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
    >
      <span
        data-axis={axis}
        className="rounded-full bg-line-2/60 transition-colors duration-120 group-hover:bg-ink group-focus-visible:bg-focus data-[axis=x]:bg-transparent forced-colors:bg-[CanvasText]"
      />
    </div>
  );
}
