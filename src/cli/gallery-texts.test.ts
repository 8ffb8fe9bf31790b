/** The gallery told: what a lesson says follows from its facts. Here, since this room sees both the runs and the texts. */
import { describe, expect, test } from 'vitest';
import { run } from '../core/run/boot.fixture.ts';
import { GALLERY } from '../core/scenarios/gallery.ts';
import { scenarioById } from '../core/scenarios/scenarios.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from '../i18n/all.ts';
import { LANGS, narration, openingQuestion, stepTitle } from '../i18n/index.ts';
import type { Lang } from '../i18n/lang.ts';

const lesson = async (id: string): Promise<Trace> => await run(scenarioById(id)?.experiment ?? { v: 1 });

function told(trace: Trace, lang: Lang): readonly { readonly title: string; readonly text: string }[] {
  const texts = textsOf(lang);
  return steps(trace, 'teaching').map((step) => ({
    title: stepTitle(texts, step, trace),
    text: narration(texts, step, trace)
      .map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor))
      .join(''),
  }));
}

describe.each(LANGS)('the gallery in %s', (lang) => {
  test('every lesson has an introduction', () => {
    const asking = Object.keys(textsOf(lang).scenarios).filter(
      (id) => openingQuestion(id, textsOf(lang)) !== null,
    );
    expect(asking.toSorted()).toEqual(GALLERY.map((one) => one.id).toSorted());
    for (const id of asking) expect(openingQuestion(id, textsOf(lang))?.length).toBeGreaterThan(8);
  });

  test('every step has a sentence of the broker, whole and in its language', async () => {
    for (const { id } of GALLERY) {
      for (const { title, text } of told(await lesson(id), lang)) {
        for (const said of [title, text]) {
          expect(said, id).not.toMatch(/undefined|NaN|\[object|[‹›]|\s{2}|null/);
          expect(said.trim(), id).toBe(said);
          expect(said.length, id).toBeGreaterThan(5);
        }
        expect(/\p{Script=Han}/u.test(text), `${id}: ${text}`).toBe(lang === 'zh-CN');
      }
    }
  });
});

describe('a lesson tells why', () => {
  const texts = async (id: string): Promise<readonly string[]> =>
    told(await lesson(id), 'en').map((one) => one.text);

  test('a pattern did not match: by the number of words', async () => {
    expect((await texts('amqp-topic')).at(-1)).toContain('compute.* asks for 2 words, the key has 3');
  });

  test('a headers binding did not match: by the header that differs', async () => {
    expect((await texts('amqp-headers')).at(-1)).toContain('year should be 2026 and is 1999');
  });

  test('one worker got more: by prefetch', async () => {
    expect((await texts('amqp-work-queue')).at(-1)).toContain('fast got 5, slow got 1. With prefetch 1');
  });

  test('a message outlived its time: it was not at the head', async () => {
    expect((await texts('amqp-ttl')).at(-1)).toContain('was 100\u00a0ms, yet it lay there 200\u00a0ms');
  });

  test('a message of low priority came second, though first published', async () => {
    expect((await texts('amqp-priority')).at(-1)).toContain('Priority 9 goes before 1');
  });

  test('a dead letter carries what befell it', async () => {
    expect((await texts('amqp-dead-letters')).at(-1)).toContain('rejected in tasks, 1 time');
  });

  test('another experiment is told by its own facts', async () => {
    const text = told(
      await run({
        v: 1,
        deployment: { playground: ['a', 'b'] },
        commands: [
          { at_us: 100_000, name: 'declare_exchange', args: { exchange: 'x', type: 'topic' } },
          { at_us: 200_000, name: 'declare_queue', args: { queue: 'q' } },
          { at_us: 300_000, name: 'bind', args: { source: 'x', destination: 'q', routing_key: 'a.#.z' } },
          { at_us: 400_000, name: 'publish', args: { client: 'a', exchange: 'x', routing_key: 'a.b.c.z' } },
          { at_us: 500_000, name: 'purge', args: { queue: 'q' } },
        ],
      }),
      'en',
    ).map((one) => one.text);
    expect(text[3]).toContain('a.#.z fits, # stands for b.c');
    expect(text[4]).toContain('1 message was ready and is dropped');
  });
});
