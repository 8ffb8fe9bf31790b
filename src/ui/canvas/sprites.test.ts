import { expect, test } from 'vitest';
import { inkOf } from './sprites.ts';

/** A picture of letters: a dot is a clear pixel. */
function picture(...lines: readonly string[]) {
  const pixels = [...lines.join('')].flatMap((letter) => [0, 0, 0, letter === '.' ? 0 : 9]);
  return { data: new Uint8ClampedArray(pixels), width: lines[0]?.length ?? 0, height: lines.length };
}

test('of a glyph nothing is kept that is clear on all sides of it', () => {
  expect(inkOf(picture('......', '..x...', '...xx.', '......'))).toEqual({ x: 2, y: 1, width: 3, height: 2 });
  expect(inkOf(picture('x..', '...', '..x'))).toEqual({ x: 0, y: 0, width: 3, height: 3 });
});

test('of what is clear everywhere one pixel is kept: a bitmap has at least that', () => {
  expect(inkOf(picture('...', '...'))).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});
