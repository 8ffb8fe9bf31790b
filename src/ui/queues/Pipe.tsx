import type { CSSProperties } from 'react';

interface Props {
  /** in the colour of the kind that stands around it */
  readonly isLit: boolean;
  /** nobody takes from it: its mouth is shut; null = unknown */
  readonly isShut: boolean | null;
}

/** A pipe that lies on its side, its mouth at the right. It fills the box that it stands in. */
export function Pipe({ isLit, isShut }: Props) {
  const tone = isLit ? 'var(--kind-fill)' : 'var(--color-ink)';
  const mix = (percent: number): string => `color-mix(in oklab, ${tone} ${percent}%, var(--color-paper))`;
  const stops = isLit ? [14, 3, 9, 24] : [7, 1, 5, 15];
  const body: CSSProperties = {
    backgroundImage: `linear-gradient(${stops.map((stop, i) => `${mix(stop)} ${[0, 22, 60, 100][i]}%`).join(', ')})`,
  };
  const mouth: CSSProperties = isShut ? {} : { backgroundColor: mix(isLit ? 34 : 22) };
  return (
    <span
      className={`absolute inset-0 rounded-[0.7rem/50%] border ${isLit ? 'border-2 border-(--kind-fill)' : 'border-line-2'} ${isShut === null ? 'border-dotted' : ''}`}
      style={body}
      aria-hidden="true"
    >
      <span
        className={`absolute -inset-y-px -right-px w-[1.4rem] rounded-[50%] border ${isLit && !isShut ? 'border-2 border-(--kind-fill)' : 'border-line-2'} ${isShut ? 'border-hull! bg-hull' : ''}`}
        style={mouth}
      />
    </span>
  );
}
