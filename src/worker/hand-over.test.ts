import { expect, it, vi } from 'vitest';
import { indexOf } from '../core/reading/trace-index.ts';
import { openLines } from '../core/recording/open.fixture.ts';
import { steps } from '../core/story/steps.ts';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import { worldDigest } from '../core/trace/worlds.ts';
import { answerAt } from './answering.ts';
import type { RecordingDoor, RecordingNews, RecordingProgress } from './doors.ts';
import { handOver, takeOver } from './hand-over.ts';
import { makeRecordingClient } from './recording-client.ts';
import { standIn } from './stand-in.fixture.ts';

/** A recording of many messages, with bodies of this many letters. */
function recorded(messages: number, letters: number) {
  const lines = Array.from({ length: messages }, (_, i) =>
    JSON.stringify({
      t: 1_795_331_817_000 + i,
      ...{ kind: 'publish', vhost: '/', exchange: 'nova', user: 'nova-api', payload: 'x'.repeat(letters) },
      ...{ routing_keys: ['conductor'], routed_queues: [`queue ${i}`] },
    }),
  );
  return openLines(lines);
}

async function partsOf(trace: ReturnType<typeof recorded>['trace']) {
  const news: RecordingNews[] = [];
  let pauses = 0;
  await handOver(
    trace,
    (one) => news.push(structuredClone(one)),
    async () => {
      pauses += 1;
    },
  );
  return { news, pauses, parts: news.flatMap((one) => (one.kind === 'facts' ? [one.facts] : [])) };
}

it('a long trace comes in parts of few facts, with a pause behind each that is full', async () => {
  const { trace } = recorded(1800, 1);
  const { parts, pauses, news } = await partsOf(trace);
  expect(news[0]).toEqual({ kind: 'trace', trace: { ...trace, facts: [] } });
  expect(parts.map(({ length }) => length)).toEqual([500, 500, 500, 300]);
  expect(pauses).toBe(3);
  expect(parts.flat()).toEqual(trace.facts);
});

it('long bodies make parts of fewer facts', async () => {
  const trace = smallBoot();
  const body = 'x'.repeat(100_000);
  const facts = trace.facts.map((fact) => (fact.kind === 'message.published' ? { ...fact, body } : fact));
  const { parts } = await partsOf({ ...trace, facts });
  const bodies = parts.map((part) => part.filter(({ kind }) => kind === 'message.published').length);
  expect(Math.max(...bodies)).toBe(3);
  expect(parts.flat()).toEqual(facts);
});

it('what was taken over is in its index, as if it had come at once', async () => {
  const trace = smallBoot();
  const { news } = await partsOf(trace);
  const taken = takeOver();
  for (const one of news) taken.hear(one);
  const made = taken.trace();
  expect(made).toEqual(trace);
  if (!made) return;
  const last = trace.facts.length - 1;
  expect(worldDigest(indexOf(made).worlds.at(last))).toBe(worldDigest(indexOf(trace).worlds.at(last)));
  expect(steps(made, 'messages')).toEqual(steps(trace, 'messages'));
});

it('the page gets progress as it comes, and the trace whole', async () => {
  const { trace, ...opened } = recorded(1200, 1);
  const progress: RecordingProgress = { bytes: 1, total: 2, records: 3, file: 'a' };
  const client = makeRecordingClient(() =>
    standIn((scope) =>
      answerAt<Pick<RecordingDoor, 'open'>>(
        scope,
        {
          async open(_asked, turn) {
            turn.tell({ kind: 'progress', progress });
            await handOver(trace, turn.tell, () => Promise.resolve());
            return opened;
          },
        },
        'recording_failed',
      ),
    ),
  );
  const told: RecordingProgress[] = [];
  const asked = { files: [], text: 'x', pattern: null };
  expect(await client.open(asked, (one) => told.push(one))).toEqual({ ...opened, trace });
  expect(told).toEqual([progress]);
});

it('an import of which nothing is heard is ended, and says so; each word of it gives it more time', async () => {
  vi.useFakeTimers();
  try {
    const progress: RecordingProgress = { bytes: 1, total: 2, records: 3, file: 'a' };
    let tell = (): void => undefined;
    const client = makeRecordingClient(
      () =>
        standIn((scope) =>
          answerAt<Pick<RecordingDoor, 'open'>>(
            scope,
            {
              open: (_asked, turn) => {
                tell = () => turn.tell({ kind: 'progress', progress });
                return new Promise(() => undefined);
              },
            },
            'recording_failed',
          ),
        ),
      1000,
    );
    const told: RecordingProgress[] = [];
    const ended = vi.fn();
    const opening = client.open({ files: [], text: 'x', pattern: null }, (one) => told.push(one));
    opening.catch(ended);
    for (let i = 0; i < 3; i += 1) {
      await vi.advanceTimersByTimeAsync(900);
      tell();
    }
    await vi.advanceTimersByTimeAsync(900);
    expect(told).toHaveLength(3);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ code: 'too_slow' }));
  } finally {
    vi.useRealTimers();
  }
});
