import { describe, expect, it } from 'vitest';
import { parseBookmarks, withBookmarks } from './bookmarks.ts';

const boot = { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] } as const;

describe('kept bookmarks', () => {
  it('are read back, whatever order the keys of the experiment have', () => {
    const kept = withBookmarks([], boot, [3, 8]);
    const again = { commands: boot.commands, v: 1 } as const;
    expect(parseBookmarks(JSON.stringify(kept))).toEqual(kept);
    expect(withBookmarks(kept, again, [5])).toEqual([{ run: kept[0]?.run, facts: [5] }]);
  });

  it('of an experiment without any leave nothing behind', () => {
    expect(withBookmarks(withBookmarks([], boot, [3]), boot, [])).toEqual([]);
  });

  it('are of thirty experiments at most: the oldest makes room', () => {
    let kept = withBookmarks([], boot, [1]);
    for (let seed = 1; seed <= 40; seed += 1) kept = withBookmarks(kept, { v: 1, seed }, [seed]);
    expect(kept).toHaveLength(30);
    expect(kept[0]?.facts).toEqual([40]);
    expect(kept.some(({ facts }) => facts[0] === 1)).toBe(false);
  });

  it.each([
    null,
    '',
    'not json',
    '{}',
    '[1, null, {"run": 3, "facts": [1]}, {"run": "a"}, {"run": "a", "facts": ["x", -1, 1.5]}]',
  ])('that are none (%s) are no error', (text) => {
    expect(parseBookmarks(text)).toEqual([]);
  });
});
