import { expect, test } from 'vitest';
import type { PipeNode, Preset } from './geometry.ts';
import { EMPTY, roomForName } from './PipeView.tsx';
import type { Letter } from './pipe-state.ts';
import { SIZES } from './sizes.ts';

const letter: Letter = { fact: 1, kind: 'call', method: 'select_destinations' };
const room = (preset: Preset, letters: number): number =>
  roomForName({ width: SIZES[preset].tube, tag: null } as PipeNode, preset, {
    ...EMPTY,
    ready: Array.from({ length: letters }, () => letter),
  });

test.each(['desk', 'lesson', 'tall'] as const)(
  'a pipe that holds two messages names its queue whole: scheduler, %s',
  (preset) => {
    expect(room(preset, 2)).toBeGreaterThanOrEqual('scheduler'.length);
  },
);

test('the more letters a pipe holds, the less room there is for its name, until they are a number', () => {
  for (const preset of ['desk', 'lesson', 'tall', 'phone'] as const) {
    const rooms = [0, 1, 2, 3].map((letters) => room(preset, letters));
    expect(rooms).toEqual(rooms.toSorted((a, b) => b - a));
    expect(room(preset, 4)).toBe(room(preset, 40));
  }
});
