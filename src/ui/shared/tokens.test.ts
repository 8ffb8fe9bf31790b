import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DASHES, GLYPHS } from './glyphs.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Tokens of a theme: the light block, then the theme's own on top. */
function tokensOf(theme: 'light' | 'dark' | 'projector'): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selector.includes(`"${theme}"`)) continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[a-z0-9-]+):\s*([^;]+);/g))
      tokens.set(name, value);
  }
  return tokens;
}

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const value = (tokens: Map<string, string>, name: string): string => {
  const found = tokens.get(name);
  if (!found) throw new Error(`${name} is missing`);
  return found;
};

describe.each(['light', 'dark', 'projector'] as const)('the theme %s', (theme) => {
  const tokens = tokensOf(theme);
  const papers = [value(tokens, '--paper'), value(tokens, '--paper-2')];

  it('sets text at 4.5 to 1 on both papers', () => {
    const names = [
      '--ink',
      '--ink-2',
      '--kind-call',
      '--kind-cast',
      '--kind-fanout',
      '--kind-error',
      '--row-updated',
    ];
    for (const name of names) {
      for (const paper of papers)
        expect(contrast(value(tokens, name), paper), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('draws borders, glyphs and the focus ring at 3 to 1', () => {
    for (const name of ['--rule-strong', '--focus', '--kind-notification', '--kind-http', '--row-inserted']) {
      for (const paper of papers)
        expect(contrast(value(tokens, name), paper), name).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the kinds', () => {
  it('can be told apart without colour: no two message kinds share glyph and line', () => {
    const kinds = ['call', 'reply', 'cast', 'fanout', 'notification', 'http', 'error'] as const;
    const looks = kinds.map((kind) => JSON.stringify([GLYPHS[kind].map((part) => part.d), DASHES[kind]]));
    expect(new Set(looks).size).toBe(kinds.length);
  });
});
