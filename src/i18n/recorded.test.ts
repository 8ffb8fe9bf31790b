/** The recorded traffic of a real cloud, told in both languages: nothing falls back to the sentence of its kind. */

import { expect, test } from 'vitest';
import { KEPT_NAMES, keptBytes } from '../core/recording/kept.fixture.ts';
import { openFiles, openLines } from '../core/recording/open.fixture.ts';
import { hasRecordings, recordedFolder, recordedText } from '../core/recording/shared.fixture.ts';
import { steps } from '../core/story/steps.ts';
import { isMethod, methodOf } from '../core/words/methods.ts';
import { textsOf } from './all.ts';
import { LANGS, narration, stepTitle } from './index.ts';
import { factSentence } from './tell-fact.ts';

test.each(KEPT_NAMES.flatMap((name) => LANGS.map((lang) => [name, lang] as const)))(
  'every fact and step of the kept recording %s can be told, and nothing that was hidden (%s)',
  (name, lang) => {
    const { trace } = openFiles({ [`${name}.ndjson.gz`]: keptBytes(name) });
    const texts = textsOf(lang);
    for (const fact of trace.facts)
      expect(factSentence(texts, fact, trace)).not.toMatch(/undefined|NaN|[‹›]/);
    for (const step of steps(trace, 'messages', { periodic: true })) {
      expect(narration(texts, step, trace).length).toBeGreaterThan(0);
      expect(stepTitle(texts, step, trace)).not.toMatch(/undefined|NaN|[‹›]|hidden: /);
    }
  },
);

test.each(LANGS)(
  'a gap of a recording says more than its title, and each sum is read as one (%s)',
  (lang) => {
    const published = {
      ...{
        kind: 'publish',
        vhost: '/',
        exchange: 'nova',
        routing_keys: ['k'],
        routed_queues: ['q'],
        user: 'u',
      },
      ...{ connection: 'c1', properties: {}, headers: {}, payload: '' },
    };
    const texts = textsOf(lang);
    for (const lost of [null, 1, 12]) {
      const lines = [
        { ...published, t: 1_700_000_000_000 },
        { kind: 'gap', t: 1_700_000_001_000, lost },
        { ...published, t: 1_700_000_002_000 },
      ];
      const { trace } = openLines(lines.map((line) => JSON.stringify(line)));
      const gap = steps(trace, 'teaching').find(({ rule }) => rule === 'gap');
      const title = gap ? stepTitle(texts, gap, trace) : '';
      const told = gap ? narration(texts, gap, trace).map((part) => ('text' in part ? part.text : '')) : [];
      expect(title).not.toBe('');
      expect(told.join('')).not.toContain(title);
      expect(told.join('')).toContain('call');
    }
    const { hiddenCount } = texts.recording;
    expect(hiddenCount('X', 1938, 259_621)).toMatch(/^X(: |：)1,938.*259,621/);
  },
);

test.skipIf(!hasRecordings).each(['boot', 'idle'])(
  'every message of the recorded %s has its own sentence',
  (name) => {
    const { trace } = openLines(recordedText(name));
    const without = trace.facts.filter(
      (fact) =>
        fact.kind === 'message.published' && fact.rpc.type !== 'reply' && !isMethod(methodOf(fact.rpc)),
    );
    expect(without.map((fact) => fact.kind === 'message.published' && methodOf(fact.rpc))).toEqual([]);
  },
);

test.skipIf(!hasRecordings).each(LANGS)(
  'every fact and step of the recorded boot can be told (%s)',
  (lang) => {
    const { trace } = openFiles(recordedFolder('boot'));
    const texts = textsOf(lang);
    for (const fact of trace.facts)
      expect(factSentence(texts, fact, trace)).not.toMatch(/undefined|NaN|[‹›]/);
    for (const step of steps(trace, 'messages', { periodic: true })) {
      const text = narration(texts, step, trace);
      expect(text.length).toBeGreaterThan(0);
      expect(stepTitle(texts, step, trace)).not.toMatch(/undefined|NaN|[‹›]/);
    }
  },
);

test
  .skipIf(!hasRecordings)
  .each([
    ...['boot', 'resize', 'multi_create', 'evacuate'],
    ...['no_valid_host', 'placement_down', 'scheduler_down_timeout', 'neutron_down_in_build'],
  ])('a value that the reader of the recorded %s hid is in no title and no narration', (name) => {
  const { trace } = openFiles(recordedFolder(name));
  for (const lang of LANGS) {
    const texts = textsOf(lang);
    const told = steps(trace, 'messages', { periodic: true }).flatMap((step) => [
      stepTitle(texts, step, trace),
      JSON.stringify(narration(texts, step, trace)),
    ]);
    expect(told.filter((text) => text.includes('hidden: '))).toEqual([]);
  }
});

test.skipIf(!hasRecordings)('an event whose name is hidden in the recorded call is told by its row', () => {
  const { trace } = openFiles(recordedFolder('delete_while_building'));
  const titles = steps(trace, 'teaching').map((step) => stepTitle(textsOf('en'), step, trace));
  expect(titles.filter((title) => title.includes(' noted'))).toEqual([
    'nova-compute-cpu1 has the start of the build noted',
    'nova-compute-cpu1 has the start of compute_terminate_instance noted',
    'nova-compute-cpu1 has the end of the build noted',
    'nova-compute-cpu1 has the end of compute_terminate_instance noted',
  ]);
});

test.skipIf(!hasRecordings).each(['neutron_down_in_build', 'conductor_killed_in_call'])(
  'what follows on the failure of the recorded %s is no step of a build that ends well',
  (name) => {
    const { trace } = openFiles(recordedFolder(name));
    const told = steps(trace, 'teaching');
    const first = told.findIndex(({ chapter }) => chapter === 'failed');
    expect(new Set(told.slice(first).map(({ chapter }) => chapter))).toEqual(new Set(['failed']));
  },
);

test.skipIf(!hasRecordings)('whether a compute is asked is not told where the request is hidden', () => {
  const { trace } = openFiles(recordedFolder('disabled_host'));
  const [first] = steps(trace, 'teaching');
  expect(JSON.stringify(narration(textsOf('en'), first!, trace))).not.toContain('is asked nothing');
});
