import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keptBytes } from '../recording/kept.fixture.ts';
import { openFiles, openLines } from '../recording/open.fixture.ts';
import { hasRecordings, recordedFolder, recordedText } from '../recording/shared.fixture.ts';
import { readTrace } from '../recording/trace-file.ts';
import { makeScript, smallBoot } from '../trace/test-traces.fixture.ts';
import type { Trace } from '../trace/trace.ts';
import { requestKey } from '../words/requests.ts';
import { isSetback } from './setbacks.ts';
import type { Level, Step } from './step.ts';
import { steps } from './steps.ts';

const LEVELS: readonly Level[] = ['teaching', 'messages'];

function expectPartition(list: readonly Step[], facts: number): void {
  expect(list.at(-1)?.last).toBe(facts - 1);
  list.forEach((step, i) => {
    const first = i === 0 ? 0 : (list[i - 1] as Step).last + 1;
    expect(step.n).toBe(i + 1);
    expect(step.main).toBeGreaterThanOrEqual(first);
    expect(step.main).toBeLessThanOrEqual(step.last);
    for (const index of [...step.messages, ...step.rows]) {
      expect(index >= first && index <= step.last, `${index} lies in step ${step.n}`).toBe(true);
    }
  });
}

const PUBLISHED = {
  ...{
    kind: 'publish',
    vhost: '/',
    exchange: 'nova',
    routing_keys: ['conductor'],
    routed_queues: ['conductor'],
  },
  ...{ user: 'nova-api', connection: 'c1', properties: {}, headers: {}, payload: '' },
};
const GAP_LINES = [
  { ...PUBLISHED, t: 1_700_000_000_000 },
  { kind: 'gap', t: 1_700_000_001_000, lost: 12 },
  { ...PUBLISHED, t: 1_700_000_002_000 },
];

describe('steps', () => {
  it.each(LEVELS)('cut the facts into stretches, each with its main fact inside (%s)', (level) => {
    const trace = smallBoot();
    for (const periodic of [false, true]) {
      expectPartition(steps(trace, level, { periodic }), trace.facts.length);
    }
  });

  it.each(LEVELS)(
    'tell what was not recorded as a step of its own, that shows at once that something is wrong (%s)',
    (level) => {
      const lines = GAP_LINES.map((line) => JSON.stringify(line));
      const { trace } = openLines(lines);
      const [gap, ...more] = steps(trace, level).filter(({ rule }) => rule === 'gap');
      expect(more).toEqual([]);
      expect(trace.facts[gap?.main ?? -1]).toMatchObject({ kind: 'recording.gap', lost: 12 });
      expect(gap && isSetback(gap, trace)).toBe(true);
    },
  );

  it('of level teaching fold a conductor call, its reply and its row change into one', () => {
    const list = steps(smallBoot(), 'teaching');
    expect(list.map((s) => s.rule)).toEqual([
      'http.POST /servers',
      'rpc.build_and_run_instance',
      'answer.POST /servers',
      'save.claimed',
      'save.networking',
      'save.active',
      'rpc.update_instance_info',
    ]);
    const claim = list[3] as Step;
    expect(claim.kind).toBe('call');
    expect(claim.messages).toHaveLength(2);
    expect(claim.messages[0]).toBe(claim.main);
    expect(claim.rows).toHaveLength(1);
  });

  it('of level messages tell each publication and each change of state, but no heartbeat', () => {
    const rules = steps(smallBoot(), 'messages').map((s) => s.rule);
    expect(rules.slice(3, 9)).toEqual([
      'save.claimed',
      'state.claimed',
      'reply.Instance.save',
      'save.networking',
      'state.networking',
      'reply.Instance.save',
    ]);
    expect(rules).not.toContain('rpc.Service.save');
  });

  it.each(LEVELS)('show the heartbeat when periodic work is asked for (%s)', (level) => {
    const rules = steps(smallBoot(), level, { periodic: true }).map((s) => s.rule);
    expect(rules).toContain('rpc.Service.save');
  });

  it('put the facts before the first command into the first step', () => {
    const trace = smallBoot();
    const command = trace.facts.findIndex((f) => f.kind === 'command.given');
    expect((steps(trace, 'teaching')[0] as Step).main).toBe(command + 1);
  });

  it('name who a message was delivered to, and nobody for a dropped one', () => {
    const list = steps(smallBoot(), 'teaching');
    expect(list[1]?.to).toEqual(['nova-compute-cpu1']);
    expect(list.at(-1)?.to).toEqual([]);
  });

  it('are one step for a trace in which nothing is told, and none for an empty trace', () => {
    const { fact, trace } = makeScript();
    expect(steps(trace(), 'teaching')).toEqual([]);
    fact('nova-api', null, { kind: 'service.started', host: 'ctl', program: 'nova-api' });
    expect(steps(trace(), 'teaching').map((s) => [s.rule, s.last])).toEqual([['start', 0]]);
  });

  it('name a request by its path without version, project, ids and query', () => {
    const id = '123d74ed-e2f0-47ad-a3ff-82ef1a64d187';
    expect(requestKey('GET', `/v2.1/servers/${id}?x=1`)).toBe('GET /servers/{id}');
    expect(requestKey('POST', '/v2.1/24f00583e1234ad48e94c2e55568b464/servers')).toBe('POST /servers');
  });
});

describe.skipIf(!hasRecordings)('steps of the recorded boot', () => {
  const simulated = (): Trace =>
    readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));

  it('are those of the simulated boot at level teaching, each by the same service to the same', () => {
    const { trace } = openFiles(recordedFolder('boot'));
    const list = steps(trace, 'teaching');
    expectPartition(list, trace.facts.length);
    const told = ({ rule, chapter, kind, from, to }: Step): object => ({ rule, chapter, kind, from, to });
    expect(list.map(told)).toEqual(steps(simulated(), 'teaching').map(told));
    expect(list).toHaveLength(19);
  });

  it('tell each of the 45 publications of the boot at level messages', () => {
    const { trace } = openLines(recordedText('boot'));
    expect(steps(trace, 'messages')).toHaveLength(45);
  });
});

it('the kept boot of an engine has the teaching steps of the simulated one, as far as messages tell them', () => {
  const { trace: kept } = openFiles({ 'boot.ndjson.gz': keptBytes('boot') });
  const list = steps(kept, 'teaching');
  expectPartition(list, kept.facts.length);
  const simulated = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
  const told = ({ rule, kind, from, to }: Step): object => ({ rule, kind, from, to });
  const byMessages = steps(simulated, 'teaching').filter(({ main }) =>
    simulated.facts[main]?.kind.startsWith('message.'),
  );
  // which of two equal hosts is taken is chance
  const played = (some: readonly Step[]): readonly string[] =>
    some.map((step) => JSON.stringify(told(step)).replace(/nova-compute-cpu\d/g, 'nova-compute'));
  expect(played(list)).toEqual(played(byMessages));
  expect(list.length).toBeGreaterThan(10);
});
