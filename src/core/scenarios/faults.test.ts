import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import { checkTrace } from '../checks/check-trace.ts';
import { lossLedger } from '../checks/requests.ts';
import { stuckInstances } from '../checks/stuck.ts';
import type { FactKind, FactOf } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { countersOf, databasesOf, seedOf, simulate } from './simulate.ts';

let engine: SeededEngine;
beforeAll(async () => {
  const lab: Experiment = { v: 1 };
  engine = await openEngine({ databases: databasesOf(lab), seed: seedOf(lab), counters: countersOf(lab) });
});
afterAll(() => engine.close());

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };

function run(commands: readonly Command[], until_us?: number): Trace {
  engine.reset();
  return simulate(
    { v: 1, commands: [BOOT, ...commands], ...(until_us === undefined ? {} : { until_us }) },
    engine,
  );
}

function ofKind<K extends FactKind>(trace: Trace, kind: K): FactOf<K>[] {
  return trace.facts.filter((fact) => fact.kind === kind) as unknown as FactOf<K>[];
}

const CPU = 'nova-compute-cpu1';
const BUILD = 'build_and_run_instance';
const at = (at_us: number, name: string, args: Command['args'] = {}): Command => ({ at_us, name, args });
const laws = (trace: Trace) => ({ error: trace.error, broken: checkTrace(trace) });

/** What happened to the messages that ask for one method, in order. */
function wayOf(trace: Trace, method: string): string[] {
  const messages = new Set(
    ofKind(trace, 'message.published')
      .filter((fact) => fact.rpc.method === method)
      .map((fact) => fact.message),
  );
  return trace.facts
    .filter((fact) => 'message' in fact && messages.has(fact.message) && fact.kind !== 'message.confirmed')
    .map((fact) =>
      fact.kind === 'message.delivered' && fact.redelivered ? 'redelivered' : (fact.kind.split('.')[1] ?? ''),
    );
}

const booted = (trace: Trace) =>
  ofKind(trace, 'row.changed').findLast(
    (fact) => fact.database === 'nova_cell1' && fact.table === 'instances',
  )?.after;
const chosenHost = `nova-compute-${String(booted0())}`;
function booted0(): string {
  return 'cpu1';
}

describe('a compute that is killed', () => {
  test(`${chosenHost}`, () => {
    const trace = run([]);
    console.log(booted(trace)?.host, wayOf(trace, BUILD));
    for (const when of ['before_ack', 'after_ack', 'in_work']) {
      const k = run([
        at(1_500_000, 'kill', { service: CPU, when, method: BUILD }),
        ...(when === 'before_ack' ? [at(9_000_000, 'start', { service: CPU })] : []),
      ]);
      console.log(
        when,
        wayOf(k, BUILD),
        laws(k),
        booted(k)?.host,
        booted(k)?.vm_state,
        booted(k)?.task_state,
        stuckInstances(k),
        k.facts.at(-1)?.at,
      );
    }
    for (const [name, args] of [
      ['lose_ack', { service: CPU, method: BUILD }],
      ['cut_connection', { service: 'nova-conductor-super', when: 'before_confirm', method: BUILD }],
    ] as const) {
      const k = run([at(1_500_000, name, args)]);
      console.log(
        name,
        wayOf(k, BUILD),
        laws(k),
        booted(k)?.vm_state,
        booted(k)?.task_state,
        k.facts.at(-1)?.at,
      );
    }
    for (const c of [
      [at(1_500_000, 'stop_broker')],
      [at(1_500_000, 'stop_broker'), at(20_000_000, 'start_broker')],
      [at(1_500_000, 'cut_host', { host: 'cpu1' })],
      [at(1_500_000, 'cut_host', { host: 'ctl' }), at(30_000_000, 'join_host', { host: 'ctl' })],
      [at(1_500_000, 'add_service', { program: 'nova-compute', host: 'cpu3' })],
      [
        at(1_500_000, 'add_service', { program: 'nova-scheduler', host: 'ctl2' }),
        at(6_000_000, 'remove_service', { service: 'nova-scheduler-ctl2' }),
      ],
      [
        at(1_500_000, 'add_service', { program: 'nova-compute', host: 'cpu3' }),
        at(6_000_000, 'boot', { server: 'vm2' }),
        at(20_000_000, 'add_service', { program: 'nova-compute', host: 'cpu4' }),
        at(30_000_000, 'remove_service', { service: 'nova-compute-cpu4' }),
      ],
      [at(500_000, 'slow', { service: 'nova-scheduler', percent: 10000 })],
    ]) {
      const k = run(c);
      console.log(
        JSON.stringify(c),
        laws(k),
        booted(k)?.vm_state,
        booted(k)?.host,
        k.facts.at(-1)?.at,
        ofKind(k, 'process.failed').map((f) => f.actor + ' ' + f.process + ' ' + f.error),
      );
      if (JSON.stringify(c).includes('ctl2'))
        console.log(
          ofKind(k, 'queue.declared')
            .filter((f) => f.actor === 'nova-scheduler-ctl2')
            .map((f) => f.queue),
        );
    }
    expect(lossLedger(trace).length).toBeGreaterThan(0);
  }, 60_000);
});
