import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run/boot.fixture.ts';
import type { Trace } from '../trace/trace.ts';
import { mermaidOf, type Sequence, sequenceOf } from './lifelines.ts';
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
});
