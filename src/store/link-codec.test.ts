import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYOUT_IDS } from '../core/databases/layout-ids.ts';
import { LANGS } from '../i18n/lang.ts';
import { parseLink, printLink } from './link-codec.ts';
import { THEMES } from './state.ts';

describe('the link', () => {
  it('is written with sorted keys, its four constant ones always, and defaults left out', () => {
    const step = { level: 'teaching', n: 12 } as const;
    expect(printLink({ lang: 'zh-CN', scenario: 'boot', step, theme: 'auto', panel: null, seed: 1 })).toBe(
      '#lang=zh-CN&s=boot&step=12&v=1',
    );
    expect(
      printLink({ lang: 'en', scenario: 'boot', step: { level: 'messages', n: 7 }, theme: 'dark' }),
    ).toBe('#lang=en&s=boot&step=m7&theme=dark&v=1');
  });

  it('reads back what it wrote, with keys that it does not know', () => {
    const parts = fc.record({
      lang: fc.constantFrom(...LANGS),
      scenario: fc.stringMatching(/^[a-z_ &=#%é]{1,12}$/),
      step: fc.record({
        level: fc.constantFrom('teaching' as const, 'messages' as const),
        n: fc.nat({ max: 9999 }),
      }),
      seed: fc.nat(),
      theme: fc.constantFrom(...THEMES),
      panel: fc.option(fc.constantFrom('steps', 'tables', 'sequence', 'none')),
      periodic: fc.boolean(),
      query: fc.string({ maxLength: 60 }),
      layout: fc.option(fc.constantFrom(...LAYOUT_IDS)),
    });
    fc.assert(
      fc.property(parts, fc.string({ maxLength: 20 }), (given, note) => {
        const read = parseLink(printLink({ ...given, other: [['note', note]] }));
        expect(read).toMatchObject({ lang: given.lang, scenario: given.scenario, step: given.step });
        expect(read.theme ?? 'auto').toBe(given.theme);
        expect(read.seed ?? 1).toBe(given.seed);
        expect(read.panel).toBe(given.panel);
        expect(read.periodic).toBe(given.periodic);
        expect(read.query ?? '').toBe(given.query);
        expect(read.layout).toBe(given.layout);
        expect(read.other).toEqual([['note', note]]);
      }),
      { seed: 3 },
    );
  });

  it('says what it does not understand instead of failing', () => {
    const read = parseLink('#lang=fr&step=last&theme=pink&v=9');
    expect(read).toMatchObject({ lang: null, badLang: 'fr', step: null, badStep: 'last', theme: null });
  });

  it('carries a query of at most 4,000 characters, and no layout that is none', () => {
    const step = { level: 'teaching', n: 1 } as const;
    const hash = printLink({ lang: 'en', scenario: 'boot', step, query: 'x'.repeat(9000) });
    expect(parseLink(hash).query).toHaveLength(4000);
    expect(parseLink('#layout=two-novas').layout).toBeNull();
  });

  it('holds nothing when there is no hash', () => {
    expect(parseLink('')).toEqual({
      lang: null,
      badLang: null,
      scenario: null,
      step: null,
      tap: null,
      badStep: null,
      seed: null,
      theme: null,
      panel: null,
      periodic: false,
      quiz: true,
      query: null,
      layout: null,
      lesson: null,
      run: null,
      unread: [],
      isDamaged: false,
      other: [],
    });
  });
});
