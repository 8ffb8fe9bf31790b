import { expect, it } from 'vitest';
import { labRuns, ofKind, run } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { choiceAt, choiceIn, type HostChoice, sharesOf } from './host-choice.ts';

const onLab = labRuns();
const boot = (args: Command['args'] = {}): Command => ({
  at_us: 5_000_000,
  name: 'boot',
  args: { server: 'vm1', ...args },
});
const after = (...commands: Command[]): Trace => onLab({ v: 1, commands });
const atEnd = (trace: Trace): HostChoice => {
  const found = choiceAt(trace, trace.facts.length - 1);
  if (!found) throw new Error('no choice');
  return found;
};
const endsOf = (choice: HostChoice, nth = 0) =>
  Object.fromEntries(choice.searches[nth]?.hosts.map(({ host, end }) => [host, end]) ?? []);

it('of a boot names the winner, its alternate and their stock in Placement, each with its arithmetic', () => {
  const trace = after(boot());
  const choice = atEnd(trace);
  const [selected] = ofKind(trace, 'scheduler.selected');
  const winner = selected?.host ?? '';
  const [other = ''] = selected?.alternates ?? [];
  expect(endsOf(choice)).toEqual({ [winner]: { kind: 'chosen' }, [other]: { kind: 'alternate', place: 1 } });
  const [first] = choice.searches[0]?.hosts ?? [];
  expect(first?.host).toBe(winner);
  expect(first?.stock.map(({ resource, asked }) => [resource, asked])).toEqual([
    ['DISK_GB', 1],
    ['MEMORY_MB', 512],
    ['VCPU', 1],
  ]);
  for (const { total, reserved, ratio, capacity, used, asked } of first?.stock ?? []) {
    expect(capacity).toBe(Math.trunc((total - reserved) * ratio));
    expect(used + asked).toBeLessThanOrEqual(capacity);
  }
  expect(choice.searches[0]?.claims).toMatchObject([{ host: winner, status: 204 }]);
});

it('the shares of the weighers sum up to each weight', () => {
  const { searches } = atEnd(after(boot()));
  const { weighed } = searches[0] ?? {};
  expect(weighed?.weighers).toHaveLength(10);
  for (const [i, { weight }] of weighed?.hosts.entries() ?? []) {
    const sum = weighed?.weighers.reduce((all, one) => all + (sharesOf(one)[i] ?? 0), 0);
    expect(sum).toBeCloseTo(weight, 9);
  }
});

it('shows nothing before it has begun, and no more than had happened by then', () => {
  const trace = after(boot());
  const [asked] = ofKind(trace, 'scheduler.asked');
  const [weighed] = ofKind(trace, 'scheduler.weighed');
  expect(choiceAt(trace, (asked?.index ?? 0) - 1)).toBeNull();
  const early = choiceAt(trace, asked?.index ?? 0);
  expect([early?.answered, early?.searches[0]?.hosts]).toEqual([null, []]);
  const late = choiceAt(trace, weighed?.index ?? 0);
  expect(late?.searches[0]?.hosts.map(({ end }) => end.kind)).toEqual(['open', 'open']);
  expect(late?.searches[0]?.hosts[0]?.weight).not.toBeNull();
});

it('belongs to the steps that tell of it, and to the answer', () => {
  const trace = after(boot());
  const [selected] = ofKind(trace, 'scheduler.selected');
  for (const level of ['teaching', 'messages'] as const) {
    const of = steps(trace, level).filter((step) => choiceIn(trace, step) !== null);
    expect(of.length).toBeGreaterThan(0);
    expect(of.length).toBeLessThan(10);
    const last = of.at(-1);
    expect(choiceIn(trace, last ?? { before: 0, last: 0, messages: [] })?.searches[0]?.hosts[0]?.end).toEqual(
      {
        kind: 'chosen',
      },
    );
    expect(last?.last).toBeGreaterThan(selected?.index ?? 0);
  }
});

it('says which filter dropped a silent host, with what it looked at', () => {
  const trace = onLab({
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'stop', args: { service: 'nova-compute-cpu1' } },
      { ...boot(), at_us: 80_000_000 },
    ],
  });
  expect(endsOf(atEnd(trace)).cpu1).toMatchObject({
    kind: 'filtered',
    filter: 'ComputeFilter',
    by: { why: 'silent', wanted: '60', found: expect.stringMatching(/^20\d\d-/) },
  });
});

it('of a disabled host says what Placement or the filter saw of it', () => {
  const disable: Command = {
    at_us: 1_000_000,
    name: 'disable_service',
    args: { service: 'nova-compute-cpu1', reason: 'disk is bad' },
  };
  const end = endsOf(atEnd(after(disable, boot()))).cpu1;
  expect(end).toMatchObject({
    kind: 'left_out',
    by: { why: 'forbidden_trait', of: 'COMPUTE_STATUS_DISABLED' },
  });
});

it('of a request that nobody has room for is an empty answer of Placement, each host with what it lacks', () => {
  const trace = after(boot({ flavor: 'm1.xlarge' }), boot({ server: 'vm2', flavor: 'm1.xlarge' }));
  const [failed] = ofKind(trace, 'scheduler.failed');
  if (!failed) throw new Error('it found a host');
  const choice = choiceAt(trace, failed.index);
  expect(choice?.answered).toMatchObject({ status: 200, providers: [] });
  expect(choice?.failed).toMatchObject({ why: 'no_candidates' });
  const lines = choice?.searches[0]?.hosts ?? [];
  expect(lines.map(({ end }) => end)).toEqual([
    { kind: 'left_out', by: expect.objectContaining({ why: 'no_room' }) },
    { kind: 'left_out', by: expect.objectContaining({ why: 'no_room' }) },
  ]);
  for (const { end, stock } of lines) {
    const short = stock.find(({ resource }) => end.kind === 'left_out' && resource === end.by.of);
    expect((short?.used ?? 0) + (short?.asked ?? 0)).toBeGreaterThan(short?.capacity ?? 0);
  }
});

it('of a Placement that is away says that it gave no answer', () => {
  const stop: Command = { at_us: 1_000_000, name: 'kill', args: { service: 'placement-api' } };
  const choice = atEnd(after(stop, boot()));
  expect(choice.answered).toMatchObject({ status: null, providers: [] });
  expect(choice.failed).toMatchObject({ why: 'no_candidates' });
  expect(choice.searches[0]?.hosts).toEqual([]);
});

it('of several servers tells a search each, and nobody is another’s alternate who was chosen', async () => {
  const trace = await run({ v: 1, deployment: { computes: 3 }, commands: [boot({ count: 2 })] });
  const choice = atEnd(trace);
  expect(choice.searches).toHaveLength(2);
  expect(choice.searches[1]?.filtered.map(({ filter }) => filter)).toEqual([
    'ServerGroupAntiAffinityFilter',
    'ServerGroupAffinityFilter',
  ]);
  for (const [nth] of choice.searches.entries()) {
    const kinds = Object.values(endsOf(choice, nth)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'chosen')).toHaveLength(1);
    expect(kinds).not.toContain('elsewhere');
  }
});

it('an evacuation leaves out the lost host by the request, before any filter', () => {
  const trace = after(
    boot({ host: 'cpu1' }),
    { at_us: 20_000_000, name: 'kill', args: { service: 'nova-compute-cpu1' } },
    { at_us: 21_000_000, name: 'force_down', args: { service: 'nova-compute-cpu1' } },
    { at_us: 25_000_000, name: 'evacuate_server', args: { server: 'vm1' } },
  );
  const choice = atEnd(trace);
  expect(choice.asked.alternates).toBe(0);
  expect(endsOf(choice)).toEqual({
    cpu2: { kind: 'chosen' },
    cpu1: { kind: 'narrowed', why: 'ignored' },
  });
});
