/** Each act against its transcript, and against the recording of it where the recordings lie beside the project. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEngine } from '../../sqlite/engine.ts';
import { checkTrace } from '../checks/check-trace.ts';
import { toRecordedRow } from '../databases/recorded.ts';
import { askedBesides } from '../recording/asked-besides.ts';
import { type Changes, netChanges } from '../recording/changes.ts';
import { type Comparison, compareWithRecording } from '../recording/compare.ts';
import { daysOf, type HttpLine, onDay } from '../recording/day.ts';
import { sequenceLines } from '../recording/sequence.ts';
import { hasRecordings, recordedJson, recordedLines, recordedText } from '../recording/shared.fixture.ts';
import { readExperiment } from '../trace/experiment.ts';
import type { Experiment, Trace } from '../trace/trace.ts';
import { labRuns, ofKind, run } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';
import { ACTS, ALIKE, ASKED_BESIDES, MOVED, ON_THEIR_DAY } from './golden/acts.ts';
import { simulate } from './simulate.ts';

const onLab = labRuns();

/** UPDATE_GOLDEN=1 writes the transcripts anew: read what changed before it is kept. */
const isUpdate = process.env.UPDATE_GOLDEN !== undefined;
const fileOf = (name: string): URL => new URL(`./golden/acts/${name}.txt`, import.meta.url);

/** One line a message, without its time; reply queues by whose they are. */
function transcriptOf(trace: Trace): string {
  const lines = [...sequenceLines(trace, { periodic: false })];
  return `${lines
    .map((line) => line.replace(/^ *[\d.]+ s {2}/, '').replace(/reply_[0-9a-f]{32}/g, 'reply_*'))
    .join('\n')}\n`;
}

/** Calls of the last second that have no answer: a run ends when what is in the air has landed, periodic or not. */
function inTheAir(trace: Trace): readonly string[] {
  const end = trace.facts.at(-1)?.at ?? 0;
  const ended = new Set(ofKind(trace, 'rpc.resolved').map(({ msg_id }) => msg_id));
  const calls = ofKind(trace, 'message.published').filter(
    ({ at, rpc }) => at > end - 1_000_000 && rpc.type === 'call',
  );
  return calls.flatMap(({ rpc }) => (ended.has(rpc.msg_id ?? '') ? [] : [rpc.detail ?? rpc.method ?? '']));
}

describe('each act', () => {
  test.each(Object.entries(ACTS))(
    '%s sends what its transcript says, and breaks no law',
    async (name, act) => {
      const trace = act.deployment === undefined ? onLab(act) : await run(act);
      expect(trace.error).toBeNull();
      expect(checkTrace(trace)).toEqual([]);
      if (act.until_us === undefined) expect(inTheAir(trace)).toEqual([]);
      const transcript = transcriptOf(trace);
      if (isUpdate) writeFileSync(fileOf(name), transcript);
      expect(existsSync(fileOf(name)), `golden/acts/${name}.txt: written with UPDATE_GOLDEN=1`).toBe(true);
      expect(transcript).toBe(readFileSync(fileOf(name), 'utf8'));
    },
  );
});

async function runBeside(name: string, experiment: Experiment): Promise<Trace> {
  const cloud = openCloud(experiment, { recorded: recordedJson(name, 'before.json') });
  const engine = await openEngine(cloud);
  const trace = simulate(cloud, engine);
  engine.close();
  expect(trace.error).toBeNull();
  return trace;
}

const beside = (name: string, trace: Trace): Comparison =>
  compareWithRecording(
    { trace, changes: netChanges(trace, toRecordedRow) },
    recordedLines(name),
    recordedJson(name, 'changes.json') as Changes,
  );

describe.skipIf(!hasRecordings)('beside its recording, on the rows that it began with', () => {
  test.each([...ALIKE, ...Object.keys(MOVED)])('%s is alike', async (name) => {
    const experiment = readExperiment(MOVED[name]?.experiment ?? recordedJson(name, 'experiment.json'));
    const { messages, changes, alike } = beside(name, await runBeside(name, experiment));
    expect({ ...messages, matched: 0, turns: [] }).toEqual({
      matched: 0,
      missing: [],
      extra: [],
      order: [],
      turns: [],
    });
    expect(changes?.differences).toEqual([]);
    expect(alike).toBe(true);
    expect(messages.turns.length > 0).toBe(name === 'multi_create');
  });

  test.each(ASKED_BESIDES)('%s is alike once all is asked that its client asked', async (name) => {
    const told = readExperiment(recordedJson(name, 'experiment.json'));
    const linesOf = (file: string): never =>
      recordedText(name, file).map((line) => JSON.parse(line)) as never;
    const besides = askedBesides(told, linesOf('http.ndjson'), linesOf('sql.ndjson'));
    expect(besides).toHaveLength(1);
    expect(beside(name, await runBeside(name, told)).alike).toBe(false);
    const whole = { ...told, commands: [...(told.commands ?? []), ...besides] };
    expect(beside(name, await runBeside(name, whole)).alike).toBe(true);
  });

  test.each(ON_THEIR_DAY)('%s is alike on a day as slow as its own', async (name) => {
    const experiment = readExperiment(recordedJson(name, 'experiment.json'));
    const usual = await runBeside(name, experiment);
    expect(beside(name, usual).alike).toBe(false);
    const http = recordedText(name, 'http.ndjson').map((line) => JSON.parse(line) as HttpLine);
    const actors = usual.topology.services.map(({ actor }) => actor);
    const days = daysOf(usual, recordedLines(name), http, 9);
    const alike = [];
    for (const day of days)
      alike.push(beside(name, await runBeside(name, onDay(experiment, actors, day))).alike);
    expect(alike).toContain(true);
  });
});
