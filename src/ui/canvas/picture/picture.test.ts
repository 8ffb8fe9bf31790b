import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../core/run/boot.fixture.ts';
import { steps } from '../../../core/story/steps.ts';
import { textsOf } from '../../../i18n/all.ts';
import { LANGS, type Lang } from '../../../i18n/lang.ts';
import { all, readXml } from '../../shared/xml.fixture.ts';
import type { MapStory } from '../moment.ts';
import { lightInk } from './ink.fixture.ts';
import { linesIn, widthOf } from './letters.ts';
import { type PictureOf, sentenceOf, sheetFile, stepSheet, storyboardSheet, titleOf } from './sheet.ts';

let boot: MapStory;
let many: MapStory;
beforeAll(async () => {
  const commands = [{ at_us: 1_000_000, name: 'boot' }] as const;
  const told = async (more: object): Promise<MapStory> => {
    const trace = await run({ v: 1, commands, ...more });
    return { trace, steps: steps(trace, 'teaching'), periodic: false };
  };
  boot = await told({});
  many = await told({ deployment: { computes: 30 } });
});

const of = (story: MapStory, lang: Lang = 'en'): PictureOf => ({
  story,
  name: 'Boot <&> a server',
  texts: textsOf(lang),
  ink: lightInk,
});

const wordsIn = (svg: string): string =>
  all(readXml(svg), 'text')
    .map(({ text }) => text)
    .join(' ');

describe('the map at a step as a file', () => {
  it('stands alone at every step: XML without a script, a link, a style or foreign elements', () => {
    for (const lang of LANGS)
      for (let n = 1; n <= boot.steps.length; n += 1) {
        const svg = sheetFile(of(boot, lang), stepSheet(of(boot, lang), n));
        const root = readXml(svg);
        expect(root.attributes.xmlns).toBe('http://www.w3.org/2000/svg');
        expect(svg).not.toMatch(/<(script|foreignObject|style|image|use|a)\b|href=|\bstyle="|var\(--|url\(/);
        expect(svg).not.toMatch(/NaN|undefined/);
      }
  });

  it('has the name of every service, queue, machine and database in it', () => {
    const svg = sheetFile(of(boot), stepSheet(of(boot), 8));
    const named = all(readXml(svg), 'title')
      .map(({ text }) => text)
      .join('\n');
    const { services, databases } = boot.trace.topology;
    for (const { actor, kind } of services)
      if (kind !== 'client') expect(`${named} ${wordsIn(svg)}`).toContain(actor);
    for (const database of databases.filter((name) => name.startsWith('nova'))) {
      expect(named).toContain(database);
    }
    for (const queue of ['scheduler', 'conductor', 'compute.cpu1', 'compute.cpu2'])
      expect(named).toContain(queue);
  });

  it('tells which step of which run it is, its sentence, and that it is simulated', () => {
    for (const lang of LANGS) {
      const picture = of(boot, lang);
      const said = wordsIn(sheetFile(picture, stepSheet(picture, 5))).replace(/\s/g, '');
      for (const text of [
        picture.name,
        titleOf(picture, 5),
        sentenceOf(picture, 5),
        picture.texts.page.sources.simulated,
        picture.texts.narration.step(5, boot.steps.length),
      ])
        expect(said).toContain(text.replace(/\s/g, ''));
    }
  });

  it('draws the message of the step with its way, and of a step without one none', () => {
    const heads = (n: number): number => {
      const sheet = stepSheet(of(boot), n);
      return all(readXml(sheetFile(of(boot), sheet)), 'path').filter(
        ({ attributes }) => attributes.d === 'M-1 0 L-11 -6.8 L-11 6.8 Z',
      ).length;
    };
    const cast = boot.steps.find(({ kind }) => kind === 'cast')?.n ?? 0;
    expect(heads(cast)).toBeGreaterThan(0);
    expect(heads(1)).toBe(0);
  });

  it('shows a fold of many computes as one card with their number', () => {
    const picture = of(many);
    expect(wordsIn(sheetFile(picture, stepSheet(picture, 9)))).toMatch(/×2\d/);
  });
});

describe('a storyboard', () => {
  it('has each chosen step with its number, title and sentence, in their order, on one sheet', () => {
    for (const lang of LANGS) {
      const picture = of(boot, lang);
      const sheet = storyboardSheet(picture, [2, 7, 12]);
      const said = wordsIn(sheetFile(picture, sheet)).replace(/\s/g, '');
      const places = [2, 7, 12].map((n) => said.indexOf(`${n}${titleOf(picture, n)}`.replace(/\s/g, '')));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places[0]).toBeGreaterThan(-1);
      for (const n of [2, 7, 12]) expect(said).toContain(sentenceOf(picture, n).replace(/\s/g, ''));
    }
  });

  it('keeps everything on the sheet', () => {
    const sheet = storyboardSheet(of(boot), [1, 2, 3, 4, 5]);
    const placed = all(readXml(sheetFile(of(boot), sheet)), 'text');
    for (const { attributes } of placed) expect(Number(attributes.y)).toBeLessThan(sheet.height);
  });
});

describe('words in a picture', () => {
  it('are broken into lines that have room, between words and between Han characters', () => {
    for (const { lang } of LANGS.map(textsOf)) {
      const picture = of(boot, lang);
      for (const { n } of boot.steps) {
        const lines = linesIn(sentenceOf(picture, n), 16, 300);
        for (const line of lines) expect(widthOf(line, 16)).toBeLessThan(330);
        expect(lines.join('').replace(/\s/g, '')).toBe(sentenceOf(picture, n).replace(/\s/g, ''));
      }
    }
  });
});
