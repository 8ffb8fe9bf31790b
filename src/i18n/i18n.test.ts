/** Laws of the texts. Key sets are equal because both languages fill one type; what a type cannot say is said here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULE_KEYS } from '../core/story/rules.ts';
import { steps } from '../core/story/steps.ts';
import { makeScript, smallBoot } from '../core/trace/test-traces.fixture.ts';
import { isMethod } from '../core/words/methods.ts';
import { isRequest } from '../core/words/requests.ts';
import { textsOf } from './all.ts';
import { LANGS, narration, stepTitle } from './index.ts';
import { plain } from './rich.ts';
import { storyOf } from './story.ts';

const HAN = /\p{Script=Han}/u;

/** Texts of the lessons' files in a language. */
function lessonTexts(lang: string): { file: string; text: string }[] {
  const folder = new URL('../core/lessons/files/', import.meta.url);
  const textsIn = (given: unknown): string[] =>
    typeof given !== 'object' || given === null
      ? []
      : Object.entries(given).flatMap(([key, value]) =>
          key === lang && typeof value === 'string' ? [value] : textsIn(value),
        );
  return readdirSync(folder).flatMap((file) =>
    textsIn(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))).map((text) => ({ file, text })),
  );
}

/** String literals of a language's files: what a reader may come to see, without code and comments. */
function literals(lang: string): { file: string; text: string }[] {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const own = files.filter((file) => file.endsWith(`/${lang}.ts`));
  expect(own.length).toBeGreaterThan(10);
  const ofCode = own.flatMap((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const code = source.replace(/^import .*$/gm, '');
    const found = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g)];
    return found.map((match) => ({ file, text: match[1] ?? match[2] ?? match[3] ?? '' }));
  });
  return [...ofCode, ...lessonTexts(lang)];
}

/** The words of a template, with every `${...}` made one Latin letter. */
function words(text: string): string {
  let out = '';
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text.startsWith('${', i)) {
      if (depth === 0) out += 'X';
      depth += 1;
      i += 1;
    } else if (depth > 0) {
      if (text[i] === '}') depth -= 1;
      else if (text[i] === '{') depth += 1;
    } else out += text[i];
  }
  return out;
}

const BANNED = [
  /排程器/,
  /消息交换/,
  /(?<!又称)云主机(?!类型)/,
  /路由关键字/,
  /回应/,
  /回复搁置/,
  /租户/,
  /持续/,
  // and what one word stands for throughout: 响应 (HTTP), 应答 (RPC), 指定, worker, 禁用, 宕机, 退回, 发布者, headers交换机, 创建
  /答复/,
  /指名/,
  /工作者|工人|工作进程|工作线程/,
  /停用/,
  /停机/,
  /退还/,
  /发布方/,
  /头交换机/,
  /构建/,
  /瞬态/,
  /资源追踪器/,
  /虚拟主机/,
  /资源供给/,
  /本cell/,
];

test('no banned term stands in a Chinese text', () => {
  const found = literals('zh-CN').filter(({ text }) => BANNED.some((term) => term.test(text)));
  expect(found).toEqual([]);
});

test('no space is typed between Han and Latin, and no half-width punctuation stands after Han', () => {
  const bad =
    /\p{Script=Han} +[A-Za-z0-9‹]|[A-Za-z0-9›] +\p{Script=Han}|\p{Script=Han}[,?:;!]|[,;!?]\p{Script=Han}/u;
  const found = literals('zh-CN').filter(({ text }) => bad.test(words(text)));
  expect(found).toEqual([]);
});

test('no Han character stands in an English text', () => {
  expect(literals('en').filter(({ text }) => HAN.test(text))).toEqual([]);
});

test('English never says what the glossary forbids', () => {
  const bad =
    /the queue calls|sends to the scheduler directly|the call failed, so nothing happened|message was lost/i;
  expect(literals('en').filter(({ text }) => bad.test(text))).toEqual([]);
});

test('a cast is told as not waiting, in its definition and in its narration', () => {
  expect(textsOf('zh-CN').words.kindMeaning.cast).toContain('不等待');
  expect(textsOf('en').words.kindMeaning.cast).toContain('does not wait');
  const trace = smallBoot();
  const casts = steps(trace, 'messages').filter((step) => step.kind === 'cast' || step.kind === 'fanout');
  expect(casts.length).toBeGreaterThan(0);
  for (const step of casts) {
    const text = (lang: 'en' | 'zh-CN') => flat(narration(textsOf(lang), step, trace));
    expect(text('zh-CN')).toContain('不等待应答');
    expect(text('en')).toContain('does not wait');
  }
});

/** Told alike whatever they name (`tellingOf`): by their kind of fact, or by one text for the family. */
const FAMILIES = [
  ...['start', 'service', 'reply', 'save', 'state', 'answer', 'command', 'message', 'call', 'thread'],
  ...[
    'dropped',
    'requeued',
    'returned',
    'refused',
    'fault',
    'gap',
    'direct',
    'direct_answer',
    'direct_refused',
  ],
];

test('every rule of the table has its own sentence, or the one of its family', () => {
  const told = (key: string): boolean => {
    const [family = '', ...rest] = key.split('.');
    const name = rest.join('.');
    if (family === 'rpc') return isMethod(name);
    if (family === 'http') return isRequest(name);
    return FAMILIES.includes(family);
  };
  expect(RULE_KEYS.filter((key) => !told(key))).toEqual([]);
});

test.each(LANGS)('every step of a boot has a title and a narration of its own (%s)', (lang) => {
  const trace = smallBoot();
  const texts = textsOf(lang);
  for (const level of ['teaching', 'messages'] as const) {
    const list = steps(trace, level);
    for (const step of list) {
      const title = stepTitle(texts, step, trace);
      const text = flat(narration(texts, step, trace));
      for (const said of [title, text]) {
        expect(said, step.rule).not.toMatch(/undefined|NaN|\[object|[‹›]|\s{2}|null(?!\))/);
        expect(said.length, step.rule).toBeGreaterThan(4);
      }
      expect(text.trim(), step.rule).toBe(text);
      expect(HAN.test(text), step.rule).toBe(lang === 'zh-CN');
    }
  }
});

test('the claim is told with the host that the row got', () => {
  const trace = smallBoot();
  const claim = steps(trace, 'teaching').find((step) => step.rule === 'save.claimed');
  const story = storyOf(claim!, trace);
  const host = story.changes.find((one) => one.column === 'host');
  expect(host).toMatchObject({ before: null });
  expect(stepTitle(textsOf('en'), claim!, trace)).toContain(`NULL → ${host!.after}`);
});

test('a call tells how long its sender waited, from the facts', () => {
  const trace = smallBoot();
  const call = steps(trace, 'messages').find((step) => step.kind === 'call');
  const story = storyOf(call!, trace);
  const main = trace.facts[call!.main]!;
  const reply = trace.facts.find(
    (fact) =>
      fact.kind === 'message.published' && fact.rpc.type === 'reply' && fact.rpc.msg_id === msgId(main),
  );
  const arrived = trace.facts.find(
    (fact) =>
      fact.kind === 'message.delivered' &&
      reply?.kind === 'message.published' &&
      fact.message === reply.message,
  );
  expect(story.waited).toBe((arrived!.at - main.at) / 1000);
});

test.each(LANGS)(
  'a time-out and a late reply are told with what was called and how long ago (%s)',
  (lang) => {
    const { fact, send, trace } = makeScript();
    const rpc = { type: 'call', method: 'select_destinations', msg_id: 'm1', reply_q: 'reply_1' } as const;
    const conductor = 'nova-conductor-super';
    const called = send(conductor, null, 'scheduler', rpc);
    const ended = {
      kind: 'rpc.resolved',
      msg_id: 'm1',
      resolution: 'MessagingTimeout',
      failure: null,
    } as const;
    fact(conductor, called, ended);
    fact(conductor, called, { kind: 'rpc.late_reply', msg_id: 'm1', message: 2 });
    const made = trace();
    const ends = steps(made, 'teaching').filter((step) => step.rule.startsWith('call.'));
    expect(ends).toHaveLength(2);
    for (const step of ends) {
      expect(stepTitle(textsOf(lang), step, made)).toContain('select_destinations');
      const text = flat(narration(textsOf(lang), step, made));
      const published = made.facts.find((one) => one.kind === 'message.published')!;
      expect(text).toContain(`${(made.facts[step.main]!.at - published.at) / 1000}`);
      expect(text).not.toMatch(/undefined|NaN|[‹›]/);
    }
    const [timedOut] = ends;
    // the queue of the made trace is not there
    expect(flat(narration(textsOf(lang), timedOut!, made))).toContain(
      lang === 'en' ? 'Nobody ever had the request' : '从来没有人收到过这个请求',
    );
  },
);

test('plain text has no marks', () => {
  expect(plain('‹a› and ‹b›')).toBe('a and b');
});

test('no page text is left out of a language', () => {
  expect(existsSync(new URL('./page/en.ts', import.meta.url))).toBe(true);
  expect(shape(textsOf('zh-CN'))).toEqual(shape(textsOf('en')));
});

function msgId(
  fact: (typeof smallBoot extends () => infer T ? T : never)['facts'][number],
): string | undefined {
  return fact.kind === 'message.published' ? fact.rpc.msg_id : undefined;
}

function shape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, shape(inner)]),
  );
}

function flat(parts: ReturnType<typeof narration>): string {
  return parts.map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor)).join('');
}
