/** What does not fit in an experiment, a link or a lesson is told in Chinese: where, what it should be, what it is. */
import { describe, expect, it } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { readLesson } from '../core/lessons/read-lesson.ts';
import { run } from '../core/run/boot.fixture.ts';
import { readExperiment } from '../core/trace/experiment.ts';
import { textsOf } from './all.ts';

const command = (name: string, args: object = {}): object => ({
  v: 1,
  commands: [{ at_us: 1, name, args }],
});
const deployed = (deployment: object): object => ({ v: 1, deployment });

/** An experiment, and what its sentence is. */
const EXPERIMENTS: readonly (readonly [given: unknown, said: string])[] = [
  [[], '实验应为JSON对象'],
  [{ v: 2 }, '“v”应为1，而不是2'],
  [{ v: 1, seed: -1 }, '“seed”应为不小于0的整数，而不是-1'],
  [{ v: 1, commands: {} }, '“commands”应为列表，而不是{}'],
  [{ v: 1, commands: [{ at_us: 'x', name: 'boot' }] }, '第1条命令：“at_us”应为不小于0的整数，而不是"x"'],
  [{ v: 1, foo: 1 }, '“foo”不是实验的键；它的键有v、deployment、'],
  [command('bot'), '没有命令“bot”；命令有boot、stop_server、'],
  [command('boot', { server: 5 }), 'boot：“server”应为文本，而不是5'],
  [command('boot', { sever: 'x' }), '“sever”不是命令“boot”的参数；它的参数有server、'],
  [
    command('reboot_server', { server: 'x', type: 'mid' }),
    'reboot_server：“type”应为soft、hard之一，而不是"mid"',
  ],
  [command('stop', { service: 'x' }), 'stop：没有服务“x”；服务有nova-api、'],
  [command('slow', { service: 'nova-api', percent: 1 }), 'slow：“percent”应为10到10000之间，而不是1'],
  [deployed({ computes: 5000 }), 'deployment：“computes”应为1到1000的整数，而不是5000'],
  [deployed({ computer: 1 }), '“computer”不是部署的键；它的键有computes、'],
  [deployed({ cells: 9 }), 'deployment：“cells”应为separate、single或1到3的整数，而不是9'],
  [
    deployed({ options: { 'scheduler.max_attempts': 0 } }),
    'deployment：“options”：“scheduler.max_attempts”应为1到2147483647的整数，而不是0',
  ],
  [
    deployed({ computes: ['a', 'a'] }),
    'deployment：“computes”第2项应为不重复的主机名（a-z、0-9、-和中间的点），而不是"a"',
  ],
  [deployed({ playground: [] }), 'deployment：“playground”应为列表，有1到20个客户端'],
];

async function refusal(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof CodedError) return error.message;
    throw error;
  }
  throw new Error('it fits');
}

describe('what does not fit', () => {
  it.each(EXPERIMENTS)('in an experiment: %j', async (given, said) => {
    const message = await refusal(() => run(readExperiment(given)));
    expect(textsOf('zh-CN').aside.notice.bad_run(message)).toContain(`无法读取链接中的实验：${said}`);
    expect(textsOf('en').aside.notice.bad_run(message)).toContain(message);
  });

  it('in a lesson', async () => {
    const made = { lesson: 1, id: 'x', title: { en: 'a', 'zh-CN': 'b' } };
    const said = async (given: object): Promise<string> =>
      textsOf('zh-CN').lessons.refused(await refusal(() => readLesson(given)));
    expect(await said([])).toContain('课程：课程应为JSON对象');
    expect(await said({ ...made, lesson: 9 })).toContain('课程x：“lesson”的版本是9，这个页面只认识版本1');
    expect(await said(made)).toContain('“about”应为');
    const text = { en: 'a', 'zh-CN': '' };
    const chapter = { id: 'c', title: made.title, texts: [text] };
    const whole = { ...made, about: made.title, minutes: 1, experiments: {}, chapters: [chapter] };
    expect(await said({ ...whole, chapters: [] })).toContain('课程x：“chapters”是空的');
    expect(await said({ ...whole, minutes: 999 })).toContain('课程x：“minutes”应为1到240的数，而不是999');
  });

  it.each([
    ['it is damaged: its checksum does not fit', '它已损坏：校验和不符'],
    ['it is damaged: it cannot be unpacked', '它已损坏：无法解压'],
    ['it is of a version that this page does not know', '它的版本是这个页面不认识的'],
    ['it is no JSON', '它不是JSON'],
    ['it has 70000 characters, more than 60000', '它有70000个字符，最多60000个'],
    [
      'lesson x: chapter 2: text 1: "zh-CN" must be a text of 1 to 2000 characters, not ""',
      '课程x：第2章：第1段：“zh-CN”应为1到2000个字符的文本，而不是""',
    ],
    ['it is longer than 60000 characters', '它超过60000个字符'],
  ])('in a link: %s', (message, said) => {
    expect(textsOf('zh-CN').aside.notice.bad_run(message)).toBe(`无法读取链接中的实验：${said}。`);
  });
});
