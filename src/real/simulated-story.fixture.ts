/**
 * The simulator's word on a story that an engine has lived through: the same acts and faults as an experiment, each fault at the
 * message at which it struck the engine.
 */

import { micros } from '../core/base/time.ts';
import type { FirehoseLine, PublishLine } from '../core/recording/firehose.ts';
import { toFirehose } from '../core/recording/firehose.ts';
import { openCloud } from '../core/run/cloud.ts';
import { openRun, traceOf } from '../core/run/run.ts';
import type { JsonTable } from '../core/trace/fact.ts';
import type { Command, Trace } from '../core/trace/trace.ts';
import { openEngine } from '../sqlite/engine.ts';
import { type Ends, endsOf } from './ends.fixture.ts';

/** A fault in the course of a boot: after so many messages of the build at its compute. */
interface StrikeMoment {
  /** which boot of the story, from 0 on */
  readonly boot: number;
  /** requests of the compute that builds, and the answers to them, that had been sent by then */
  readonly sent: number;
  /** the last of them is a request that its receiver had taken and acked, and not answered */
  readonly inWork: boolean;
  /** microseconds since the last of them */
  readonly since: number;
}

/** One thing that is done: at a time, so long after what was done before it, or where a moment has come. */
export interface StoryDeed {
  readonly name: string;
  readonly args?: JsonTable;
  readonly when: { readonly at_s: number } | { readonly after_s: number } | StrikeMoment;
}

const CAST = 'schedule_and_build_instances';

/** Requests of the compute that builds for the n-th boot, and the answers to them: publications in their order. */
function buildOf(lines: readonly FirehoseLine[], boot: number): readonly PublishLine[] {
  const published = lines.filter((line): line is PublishLine => line.kind === 'publish');
  const casts = published.filter(({ rpc }) => rpc.method === CAST);
  const id = casts[boot]?.rpc.request_id;
  if (id === undefined) throw new Error(`there is no boot ${boot} among ${casts.length}`);
  const asked = published.filter(
    (line) => line.rpc.request_id === id && line.from.startsWith('nova-compute-') && line.rpc.type === 'call',
  );
  const ids = new Set(asked.map(({ rpc }) => rpc.msg_id));
  return published.filter(
    (line) => asked.includes(line) || (line.rpc.type === 'reply' && ids.has(line.rpc.msg_id)),
  );
}

/** Where the n-th boot stood at `t`, epoch milliseconds, when a service died. */
export function momentOf(trace: Trace, boot: number, t: number): StrikeMoment {
  const lines = [...toFirehose(trace, { periodic: true })];
  const sent = buildOf(lines, boot).filter((line) => line.t < t);
  const last = sent.at(-1);
  const asked = last?.rpc.type === 'call' ? last.rpc.msg_id : undefined;
  const taken = lines.filter(
    (line) => line.kind === 'deliver' && line.rpc.type === 'call' && line.rpc.msg_id === asked,
  );
  const inWork = asked !== undefined && taken.length === 1 && (taken[0]?.t ?? t) < t;
  // what nobody had taken waits for whoever comes: it is as if it had been sent then
  const count = sent.length - (asked !== undefined && !inWork ? 1 : 0);
  return { boot, sent: count, inWork, since: Math.round((t - (sent[count - 1]?.t ?? t)) * 1000) };
}

export interface SimulatedStory {
  readonly trace: Trace;
  readonly ends: Ends;
}

interface LivedStory {
  readonly deployment: JsonTable;
  readonly deeds: readonly StoryDeed[];
  readonly workPercent: number;
}

const US = 1_000_000;
/** A busy machine is late with all that it does: what had not come there is not to come here. */
const NEARLY = 0.9;
/** A list of the servers is answered in that time. */
const LIST_S = 10;
/** A build that nothing disturbs is over by then. */
const BUILD_S = 40;
/** Long enough for all periodic work to have seen what was done: a compute looks after one server's network a minute. */
const AFTERWARDS_S = 300;

/** Tells the story by the simulator: a fault changes what comes behind it, so each is placed in the run of those before it. */
export async function simulated(story: LivedStory): Promise<SimulatedStory> {
  const commands: Command[] = [];
  for (const { name, args = {}, when } of story.deeds) {
    const last = commands.at(-1)?.at_us ?? 0;
    if ('at_s' in when) commands.push({ at_us: when.at_s * US, name, args });
    else if ('after_s' in when) commands.push({ at_us: last + Math.round(when.after_s * US), name, args });
    else {
      const { trace } = await play(story, commands, last + BUILD_S * US);
      commands.push({ ...struck(trace, when, args), name });
    }
  }
  return await play(story, commands, Math.max(...commands.map(({ at_us }) => at_us)) + AFTERWARDS_S * US);
}

/** When the moment comes in a run, and the arguments of a fault that strikes then. */
function struck(
  trace: Trace,
  { boot, sent, inWork, since }: StrikeMoment,
  args: JsonTable,
): Omit<Command, 'name'> {
  const build = buildOf([...toFirehose(trace, { periodic: true })], boot);
  const [before, after] = [build[sent - 1], build[sent]];
  if (!before || !after)
    throw new Error(`the simulated boot ${boot} has ${build.length} messages, not ${sent}`);
  const us = (line: PublishLine): number => Math.round((line.t - trace.epoch_ms) * 1000);
  const most = Math.round((us(after) - us(before)) * NEARLY);
  // who works on the last of them has taken it by then
  const least = inWork ? Math.round(most / 4) : 0;
  return { at_us: us(before) + Math.max(least, Math.min(since, most)), args };
}

async function play(
  { deployment, workPercent }: LivedStory,
  commands: readonly Command[],
  end: number,
): Promise<SimulatedStory> {
  const asked: Command = { at_us: end - LIST_S * US, name: 'list_servers' };
  const cloud = openCloud({ v: 1, deployment, commands: [...commands, asked], until_us: end });
  const engine = await openEngine(cloud);
  let list = '';
  try {
    const run = openRun(cloud, engine, {
      workPercent,
      answered: (command, _at, answer) => {
        if (command === 'list_servers') list = answer?.body ?? '';
      },
    });
    run.start();
    run.advance(micros(end));
    return {
      trace: traceOf(cloud, run, null),
      ends: endsOf((database, table) => engine.rows(database, table), list),
    };
  } finally {
    engine.close();
  }
}
