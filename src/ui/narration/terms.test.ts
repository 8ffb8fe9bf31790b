import { beforeAll, describe, expect, it } from 'vitest';
import { loadTexts, textsOf } from '../../i18n/index.ts';
import { termsIn } from '../shared/glossary-terms.ts';
import { finderOf, withTerms } from './terms.ts';

beforeAll(async () => {
  await loadTexts('en', ['start', 'glossary']);
  await loadTexts('zh-CN', ['start', 'glossary']);
});

const found = (lang: 'en' | 'zh-CN', ...parts: Parameters<typeof withTerms>[0]) => {
  const stretches = withTerms(parts, finderOf(termsIn(textsOf(lang)), lang));
  return stretches.flatMap((one) => ('term' in one ? [`${one.word}: ${one.term.id}`] : []));
};

describe('words of the glossary in a sentence', () => {
  it('are found once each, the longest first, in any case and in the plural', () => {
    expect(
      found('en', {
        text: 'Reply queues differ from a message queue: a reply queue is the broker’s. Brokers, too.',
      }),
    ).toEqual(['Reply queues: reply_queue', 'message queue: queue', 'broker: broker']);
  });

  it('are whole words, and no part of a name', () => {
    expect(
      found('en', { text: 'recalled nova-conductor recast schedulers ' }, { code: 'scheduler' }),
    ).toEqual(['schedulers: scheduler']);
  });

  it('are found in Chinese by either of two names', () => {
    expect(found('zh-CN', { text: '消息经过交换机，broker把它放进应答队列' })).toEqual([
      '交换机: exchange',
      'broker: broker',
      '应答队列: reply_queue',
    ]);
  });

  it('that often mean another thing are left alone', () => {
    expect(found('zh-CN', { text: '用户确认迁移，端口绑定到主机' })).toEqual([]);
    expect(found('en', { text: 'the port binding' })).toEqual([]);
  });

  it('leave the sentence as it is', () => {
    const text = 'A call goes to the scheduler; the broker keeps it.';
    const parts = withTerms([{ text }], finderOf(termsIn(textsOf('en')), 'en'));
    const again = parts
      .flatMap((one) =>
        'term' in one ? [one.word] : one.parts.map((part) => ('text' in part ? part.text : '')),
      )
      .join('');
    expect(again).toBe(text);
  });
});
