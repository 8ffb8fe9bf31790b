import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run/boot.fixture.ts';
import { ACTS } from '../run/golden/acts.ts';
import type { Trace } from '../trace/trace.ts';
import { mermaidOf, plantUmlOf, type Sequence, sequenceOf } from './lifelines.ts';
import { steps } from './steps.ts';

let boot: Trace;
let sequence: Sequence;
beforeAll(async () => {
  boot = await run({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] });
  sequence = sequenceOf(boot, steps(boot, 'messages'));
});

describe('the boot as a sequence diagram', () => {
  it('has the broker between the services of the controller and those of the cell, peers at the right', () => {
    expect(sequence.lifelines).toEqual([
      'client',
      'nova-api',
      'nova-conductor-super',
      'nova-scheduler',
      'rabbitmq',
      'nova-conductor-cell1',
      'nova-compute-cpu1',
      'neutron-server',
    ]);
  });

  it('never draws a message straight from one service to another', () => {
    const messages = sequence.rows.filter(({ step }) => boot.facts[step.main]?.kind === 'message.published');
    expect(messages.length).toBeGreaterThan(30);
    for (const { hops } of messages) for (const hop of hops) expect(hop).toContain('rabbitmq');
  });

  it('calls a reply by what it answers, an answer by its status and a saved state by its name', () => {
    const labels = (rule: string) => sequence.rows.find(({ step }) => step.rule === rule)?.label;
    expect(labels('reply.select_destinations')).toBe('select_destinations');
    expect(labels('answer.POST /servers')).toBe('202');
    expect(labels('save.active')).toBe('active');
    expect(sequence.rows.filter(({ label }) => label === '')).toEqual([]);
  });

  it('is the same for Mermaid: a line for each lifeline, an arrow or a note for each hop', () => {
    const lines = mermaidOf(sequence).trimEnd().split('\n');
    const drawn = sequence.rows.reduce((sum, { hops }) => sum + Math.max(1, hops.length), 0);
    expect(lines).toHaveLength(1 + sequence.lifelines.length + drawn);
    expect(lines).toContain('  participant p5 as rabbitmq');
    expect(lines.some((line) => /^ {2}p3->>p5: \d+ select_destinations$/.test(line))).toBe(true);
    expect(lines.some((line) => /^ {2}p5-->>p3: \d+ select_destinations$/.test(line))).toBe(true);
  });

  it('is the same for PlantUML, in its strict grammar: each part declared once and before it is used', () => {
    const text = plantUmlOf(sequence);
    const parsed = readPlantUml(text);
    expect(parsed.names).toEqual(sequence.lifelines);
    const drawn = sequence.rows.reduce((sum, { hops }) => sum + Math.max(1, hops.length), 0);
    expect(parsed.messages.length + parsed.notes.length).toBe(drawn);
    const named = parsed.messages.map(({ from, to }) => [from, to]);
    expect(named).toEqual(sequence.rows.flatMap(({ hops }) => hops.map((hop) => [...hop])));
    const back = parsed.messages.filter(({ arrow }) => arrow === '-->');
    expect(back.length).toBe(
      sequence.rows.reduce((sum, { step, hops }) => sum + (step.kind === 'reply' ? hops.length : 0), 0),
    );
  });

  it('keeps a name with a quote, and what PlantUML would read as its own signs, as plain text', () => {
    const [first] = sequence.rows;
    const odd: Sequence = {
      lifelines: ['a "b"', 'rabbitmq'],
      rows: first
        ? [{ step: { ...first.step, from: 'a "b"' }, label: 'x\\n~y\nz', hops: [['a "b"', 'rabbitmq']] }]
        : [],
    };
    expect(readPlantUml(plantUmlOf(odd)).messages).toEqual([
      { from: "a 'b'", to: 'rabbitmq', arrow: expect.any(String), text: `${first?.step.n} x n y z` },
    ]);
  });
});

describe('a run that breaks', () => {
  const labels = ({ rows }: Sequence) => rows.map(({ step, label }) => `${step.rule} ${label}`);
  const of = async (name: string): Promise<Sequence> => {
    const trace = await run(ACTS[name] ?? { v: 1 });
    return sequenceOf(trace, steps(trace, 'teaching'));
  };

  it('never calls a save that failed by the state that did not come', async () => {
    const drawn = await of('killed_in_delete');
    expect(labels(drawn)).toContain('save.deleted Instance.save: InstanceNotFound');
    expect(labels(drawn)).toContain('save.deleted deleted');
    expect(mermaidOf(drawn)).toMatch(/->>p\d+: \d+ Instance\.save: InstanceNotFound\n/);
    expect(readPlantUml(plantUmlOf(drawn)).messages.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^\d+ Instance\.save: InstanceNotFound$/),
    );
  });

  it('calls a server that fails in the middle of a task an error', async () => {
    const drawn = labels(await of('finish_resize_fails'));
    expect(drawn.filter((one) => one.startsWith('save.resize_finish'))).toEqual([
      'save.resize_finish resize_finish',
      'save.resize_finish error',
    ]);
  });

  it('draws no arrow for a request that nobody took', async () => {
    const stop = { at_us: 500_000, name: 'stop', args: { service: 'nova-api' } };
    const trace = await run({
      v: 1,
      commands: [stop, { at_us: 1_000_000, name: 'boot' }],
      until_us: 5_000_000,
    });
    const { rows } = sequenceOf(trace, steps(trace, 'teaching'));
    expect(rows.map(({ label, hops }) => `${label} ${hops.length}`)).toEqual([
      'stopped 0',
      'POST /servers 1',
      'refused 0',
    ]);
  });
});

/** The part of PlantUML's grammar that is written, read strictly: any other line throws. */
function readPlantUml(text: string) {
  const lines = text.split('\n');
  if (lines.shift() !== '@startuml' || lines.pop() !== '' || lines.pop() !== '@enduml')
    throw new Error('not one whole diagram');
  const parts = new Map<string, string>();
  const messages: { from: string; to: string; arrow: string; text: string }[] = [];
  const notes: { over: string; text: string }[] = [];
  const nameOf = (id: string): string => {
    const name = parts.get(id);
    if (name === undefined) throw new Error(`${id} is not declared`);
    return name;
  };
  for (const line of lines) {
    const [, name, part] = /^(?:participant|queue) "([^"\\]+)" as (p\d+)$/.exec(line) ?? [];
    const [, from, arrow, to, said] = /^(p\d+) (->>|-->|->) (p\d+) : ([^\\~]*\S)$/.exec(line) ?? [];
    const [, over, note] = /^note over (p\d+) : ([^\\~]*\S)$/.exec(line) ?? [];
    if (name !== undefined && part !== undefined) {
      if (parts.has(part) || messages.length + notes.length > 0) throw new Error(`late or twice: ${line}`);
      parts.set(part, name);
    } else if (from && arrow && to && said)
      messages.push({ from: nameOf(from), to: nameOf(to), arrow, text: said });
    else if (over && note) notes.push({ over: nameOf(over), text: note });
    else throw new Error(`no line of PlantUML: ${line}`);
  }
  return { names: [...parts.values()], messages, notes };
}
