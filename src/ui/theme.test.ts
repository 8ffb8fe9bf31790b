import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, distance, mixed, parseColour, type Rgb, SIGHTS } from './shared/colour.fixture.ts';
import { DASHES, GLYPHS } from './shared/glyphs.ts';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
const THEMES = ['light', 'dark', 'projector'] as const;

/** Colours of a theme: those of `@theme`, then the theme's own on top. */
function coloursOf(theme: (typeof THEMES)[number]): (name: string) => Rgb {
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selector.includes('@theme') && !selector.includes(`"${theme}"`)) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--color-([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)) {
      tokens.set(name, value);
    }
  }
  return (name) => {
    const found = tokens.get(name);
    if (!found) throw new Error(`--color-${name} is missing`);
    return parseColour(found);
  };
}

const hatchOf = (theme: (typeof THEMES)[number]): number =>
  ({ light: 18, dark: 24, projector: 22 })[theme] / 100;

describe.each(THEMES)('the theme %s', (theme) => {
  const colour = coloursOf(theme);
  const papers = ['paper', 'canvas'] as const;

  it.each(['ink', 'ink-2', 'ink-3', 'call', 'cast', 'fanout', 'notify', 'http', 'error', 'ins', 'mark-line'])(
    'sets %s as text at 4.5 to 1 on paper and canvas',
    (name) => {
      for (const paper of papers)
        expect(contrast(colour(name), colour(paper)), paper).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['call', 'cast', 'fanout', 'notify', 'error'])(
    'sets %s as text at 4.5 to 1 on its own tint',
    (name) => {
      expect(contrast(colour(name), colour(`${name}-tint`))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('sets ink and ink-2 at 4.5 to 1 on sunken ground, and ink on what this step wrote', () => {
    for (const name of ['ink', 'ink-2']) {
      expect(contrast(colour(name), colour('sunken')), name).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colour('ink'), colour('mark'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('on-hull'), colour('hull'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('on-kind'), colour('call'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['line-2', 'focus', 'cast-fill'])('draws %s at 3 to 1 on paper and canvas', (name) => {
    for (const paper of papers)
      expect(contrast(colour(name), colour(paper)), paper).toBeGreaterThanOrEqual(3);
  });

  it('keeps ink at 7 to 1, and the ring of a caller at 3 to 1, on the hatch', () => {
    const stripe = mixed(colour('call'), colour('paper'), hatchOf(theme));
    expect(contrast(colour('ink'), stripe)).toBeGreaterThanOrEqual(7);
    expect(contrast(colour('call'), stripe)).toBeGreaterThanOrEqual(3);
  });

  it.each(SIGHTS)('tells call, cast, fanout and notification apart for %s', (_name, seen) => {
    const kinds = ['call', 'cast', 'fanout', 'notify'].map((name) => seen(colour(name)));
    kinds.forEach((one, i) => {
      for (const other of kinds.slice(i + 1)) expect(distance(one, other)).toBeGreaterThanOrEqual(0.13);
    });
  });
});

describe('the kinds', () => {
  it('can be told apart without colour: no two message kinds share glyph and line', () => {
    const kinds = ['call', 'reply', 'cast', 'fanout', 'notification', 'http', 'error'] as const;
    const looks = kinds.map((kind) => JSON.stringify([GLYPHS[kind].map((part) => part.d), DASHES[kind]]));
    expect(new Set(looks).size).toBe(kinds.length);
  });

  it('each has its colours in the theme', () => {
    for (const kind of Object.keys(GLYPHS)) expect(css, kind).toMatch(new RegExp(`\\.kind-${kind}\\b`));
  });
});
