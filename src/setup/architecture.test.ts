import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXPERIMENTS, LAB, ROOMS } from './architecture.ts';
import { type SourceFile, violations } from './architecture-rules.ts';
import { sharedTypeNames } from './type-names.ts';

const src = join(dirname(fileURLToPath(import.meta.url)), '..');

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (path === join(src, 'generated')) return [];
    if (statSync(path).isDirectory()) return filesUnder(path);
    return /\.(ts|tsx|mjs|css)$/.test(name) ? [path] : [];
  });
}

const files: SourceFile[] = filesUnder(src).map((path) => ({
  path: relative(src, path).split(sep).join('/'),
  text: readFileSync(path, 'utf8'),
}));

/** The problems of one made-up file, its own name cut off. */
const broken = (path: string, text: string) => violations({ path, text }).join('\n');

describe('the house as it stands', () => {
  it('has files', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('breaks no rule in any file', () => {
    expect(files.flatMap(violations).join('\n')).toBe('');
  });

  it('gives each type a name of its own', () => {
    expect(sharedTypeNames(files).join('\n')).toBe('');
  });

  it.each([
    ['select_destinations', 5],
    ['add_service', 3],
  ])('names %s in at most %i files beside tests and sentences', (word, most) => {
    const aside = /(\.test|\.fixture)\.tsx?$|^i18n\/|\/golden\//;
    const naming = files.filter(({ path, text }) => !aside.test(path) && text.includes(word));
    expect(naming.length, naming.map(({ path }) => path).join('\n')).toBeLessThanOrEqual(most);
  });

  it('names each room once, and only rooms that exist or are doors', () => {
    const paths = ROOMS.map((room) => room.path);
    expect(new Set(paths).size).toBe(paths.length);
    const files = [
      'core/scenarios/scenarios.ts',
      'core/nova/words.ts',
      'core/nova/fields.ts',
      'core/nova/servicegroup.ts',
      'core/nova/api/server-view.ts',
      'core/nova/objects',
      'core/story/sense.ts',
      'core/databases/primary-keys.ts',
      'core/amqp/route-preview.ts',
      'core/amqp/match.ts',
      'core/amqp/built-in.ts',
      'core/amqp/rabbitmqctl.ts',
      'core/amqp/errors.ts',
      'setup/page-server.mjs',
      ...LAB,
      ...EXPERIMENTS,
    ];
    const known = [...paths, ...files, 'core', 'generated'];
    expect(ROOMS.flatMap((room) => room.may).filter((place) => !known.includes(place))).toEqual([]);
  });
});

describe('an import that breaks the table fails', () => {
  it.each([
    ['upwards inside the core', 'core/base/x.ts', "import { a } from '../trace/fact.ts';"],
    ['upwards, as a type only', 'core/amqp/x.ts', "import type { A } from '../kernel/effects.ts';"],
    ['nova to the story', 'core/nova/x.ts', "import { steps } from '../story/steps.ts';"],
    ['the story to nova', 'core/story/x.ts', "export { a } from '../nova/deployment.ts';"],
    ['the checkers to the kernel', 'core/checks/x.ts', "import '../kernel/kernel.ts';"],
    ['the core to the page', 'core/story/x.ts', "const a = () => import('../../store/store.ts');"],
    [
      'the page to the simulator',
      'ui/canvas/x.tsx',
      "import { simulate } from '../../core/run/simulate.ts';",
    ],
    ['texts to the broker', 'i18n/x.ts', "import { b } from '../core/amqp/broker.ts';"],
    ['by a URL', 'core/story/x.ts', "new URL('../../worker/w.ts', import.meta.url);"],
  ])('%s', (_, path, text) => {
    expect(broken(path, text)).toMatch(/imports .*, but .* may import .*Imports run down only/);
  });

  it('to a sibling panel', () => {
    expect(broken('ui/canvas/x.tsx', "import { a } from '../steps/a.ts';")).toContain('sibling panel steps');
    expect(broken('ui/app/x.tsx', "import { a } from '../steps/a.ts';")).toBe('');
    expect(broken('ui/canvas/x.tsx', "import { a } from '../shared/a.ts';")).toBe('');
  });

  it('from one service to another', () => {
    const text = "import { a } from '../conductor/a.ts';";
    expect(broken('core/nova/api/x.ts', text)).toContain('Services meet by messages only');
    expect(broken('core/nova/conductor/x.ts', text)).toBe('');
  });

  it('of a package outside its rooms, or of one that no room has', () => {
    expect(broken('worker/x.ts', "import init from 'sql.js';")).toContain('only sqlite and setup/bench may');
    expect(broken('store/x.ts', "import { useState } from 'react';")).toContain(
      'only ui and store/use-store.ts and setup/bench may',
    );
    expect(broken('core/base/x.ts', "import { sep } from 'node:path';")).toContain(
      'only cli and setup and real and tap and amqp/platform.ts may',
    );
    expect(broken('ui/canvas/x.tsx', "import _ from 'lodash/fp';")).toContain(
      'the package lodash, which no room may',
    );
  });

  it('of a file in no room', () => {
    expect(broken('utils/x.ts', "import { a } from '../core/base/time.ts';")).toContain('lies in no room');
  });

  it('but not in a comment, and not in a test', () => {
    expect(broken('core/base/x.ts', "// import { a } from '../trace/fact.ts';")).toBe('');
    expect(broken('core/base/x.test.ts', "import { a } from '../trace/fact.ts';")).toBe('');
  });
});

describe('a ban fails and names its replacement', () => {
  it.each([
    ['core/x.ts', 'const a = Math.random();', 'seeded generator'],
    ['core/x.ts', 'const a = new Date();', 'virtual clock'],
    ['core/x.ts', 'const a = performance.now();', 'virtual clock'],
    ['core/x.ts', 'const a = Intl.DateTimeFormat();', 'virtual clock'],
    ['core/x.ts', 'async function a() {}', 'process of the kernel'],
    ['core/x.ts', 'setTimeout(() => 1, 1);', 'process of the kernel'],
    ['core/x.ts', 'console.log(1);', 'a fact'],
    ['core/kernel/x.ts', "const a = actor === 'nova-api';", "data of the service's definition"],
    ['ui/x.tsx', 'export default function A() {}', 'a named export'],
    ['store/x.ts', 'export enum A { B }', 'a union of strings'],
    ['ui/canvas/x.tsx', 'useEffect(() => {}, []);', 'the store, the player'],
    ['sqlite/x.ts', "run('insert or replace into a values (1)');", 'an explicit INSERT'],
    ['ui/canvas/x.tsx', "const a = '云';", 'a text key'],
    ['ui/canvas/x.tsx', '<p dangerouslySetInnerHTML={a} />', 'elements'],
    ['ui/canvas/x.ts', 'for (const fact of trace.facts) use(fact);', 'the index of the trace'],
    ['core/story/x.ts', 'const a = trace.facts.filter(isError);', 'the index of the trace'],
    ['ui/canvas/x.ts', 'const a = new WeakMap<Trace, number>();', 'once(make)'],
    ['cli/x.ts', '// TODO: later', 'the number of its issue'],
  ])('in %s: %s', (path, text, instead) => {
    expect(broken(path, text)).toContain(instead);
  });

  it('but where it is allowed it passes', () => {
    expect(broken('core/x.ts', "const a = 'async'; /* Math.random() */ const b = /'/; // Date.now()")).toBe(
      '',
    );
    expect(broken('store/x.ts', 'const a = Math.random();')).toBe('');
    expect(broken('ui/shared/x.ts', 'useEffect(() => {}, []);')).toBe('');
    expect(broken('i18n/x/zh-CN.ts', "const a = '云';")).toBe('');
    expect(broken('cli/x.ts', '// TODO(#7): later')).toBe('');
  });

  it('and says the line', () => {
    expect(broken('core/x.ts', '/* a\n b */\nconst a = Math.random();')).toContain('src/core/x.ts: line 3 ');
  });
});

it('a file that grows over the limit fails, data and texts do not', () => {
  const long = 'const a = 1;\n\n'.repeat(301);
  expect(broken('core/x.ts', long)).toContain('301 lines');
  expect(broken('core/x.ts', 'const a = 1;\n\n'.repeat(300))).toBe('');
  expect(broken('core/databases/schema/x.ts', long)).toBe('');
});

describe('a name of a type', () => {
  const said = (...texts: string[]) =>
    sharedTypeNames(texts.map((text, i) => ({ path: `core/base/${'abc'[i]}.ts`, text })));

  it('that is exported stands in no other file', () => {
    expect(said('export interface Line {}', 'type Line = 1;')).toEqual([
      'Line names 2 types: core/base/a.ts, core/base/b.ts',
    ]);
    expect(said('export interface Line {}', "export type { Line } from './a.ts';")).toEqual([]);
  });

  it('of one file only may be used in another, not in a third', () => {
    const [line, lines] = ['interface Line<T> extends List<T> {}', 'type Line =\n  | 1\n  | 2;'];
    expect(said(line, lines)).toEqual([]);
    expect(said(line, lines, line)).toEqual([
      'Line names 3 types: core/base/a.ts, core/base/b.ts, core/base/c.ts',
    ]);
  });

  it('of what a component is given is free', () => {
    expect(said('interface Props {}', 'interface Props {}', 'interface Props {}')).toEqual([]);
  });
});
