import { describe, expect, it } from 'vitest';
import { keptBytes } from '../recording/kept.fixture.ts';
import { openFiles } from '../recording/open.fixture.ts';
import { hasRecordings, recordedText } from '../recording/shared.fixture.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Trace } from '../trace/trace.ts';
import { type Overlay, overlayOf } from './overlay.ts';

const runIn = labRuns();
const scenario = (id: string): Trace => runIn(SCENARIOS.find((one) => one.id === id)?.experiment ?? { v: 1 });
const rules = (lines: Overlay['missing'] | Overlay['slow']): string[] => lines.map(({ step }) => step.rule);

describe.skipIf(!hasRecordings)('a recording laid over the simulator', () => {
  const recorded = (name: string, ...files: readonly string[]): Trace =>
    openFiles(Object.fromEntries(files.map((file) => [file, recordedText(name, file).join('\n')]))).trace;

  it('of the boot, by its messages, is complete from either side', () => {
    const real = recorded('boot', 'trace.ndjson');
    const computed = scenario('boot');
    for (const overlay of [overlayOf(real, computed), overlayOf(computed, real)]) {
      expect([rules(overlay.missing), rules(overlay.extra), rules(overlay.repeated)]).toEqual([[], [], []]);
      // 39 of the request and 6 of neutron
      expect(overlay.matched).toBeGreaterThanOrEqual(45);
    }
    expect(overlayOf(computed, real).untold.here).toBeGreaterThan(0);
    expect(overlayOf(real, computed).untold.here).toBe(0);
  });

  it('of the boot, with its requests, has the look at the server that the lab took at its end, and no more', () => {
    const overlay = overlayOf(recorded('boot', 'trace.ndjson', 'http.ndjson'), scenario('boot'));
    expect(rules(overlay.missing)).toEqual([]);
    expect(rules(overlay.extra)).toEqual(['http.GET /servers/{id}', 'answer.GET /servers/{id}']);
  });

  it('of a scheduler that was away for 20 s is complete, and its call is slow beside a boot', () => {
    const real = recorded('scheduler_down_20s', 'trace.ndjson');
    const overlay = overlayOf(real, scenario('scheduler_down_20s'));
    expect([rules(overlay.missing), rules(overlay.extra), rules(overlay.repeated)]).toEqual([[], [], []]);
    const beside = overlayOf(real, scenario('boot'));
    expect(rules(beside.slow)).toContain('rpc.select_destinations');
  });

  it('of two recordings, the boot without a network lacks what neutron had sent', () => {
    const overlay = overlayOf(recorded('boot_no_network', 'trace.ndjson'), recorded('boot', 'trace.ndjson'));
    expect(rules(overlay.extra)).toEqual([]);
    expect(rules(overlay.missing)).toContain('rpc.external_instance_event');
    expect(rules(overlay.missing)).toContain('rpc.VirtualInterface.create');
  });
});

it('the kept boot of an engine, laid over the simulated one, is complete from either side', () => {
  const { trace: kept } = openFiles({ 'boot.ndjson.gz': keptBytes('boot') });
  const computed = scenario('boot');
  for (const overlay of [overlayOf(kept, computed), overlayOf(computed, kept)]) {
    expect([rules(overlay.missing), rules(overlay.extra), rules(overlay.repeated)]).toEqual([[], [], []]);
    expect(overlay.matched).toBeGreaterThanOrEqual(45);
  }
});

describe('two runs laid over each other', () => {
  it('are complete where they are one and the same', () => {
    const { missing, extra, repeated, slow, untold } = overlayOf(scenario('boot'), scenario('boot'));
    expect({ missing, extra, repeated, slow, untold }).toEqual({
      missing: [],
      extra: [],
      repeated: [],
      slow: [],
      untold: { here: 0, there: 0 },
    });
  });

  it('lack from one side what is too much from the other', () => {
    const [failed, boot] = [scenario('no_valid_host'), scenario('boot')];
    const [one, other] = [overlayOf(failed, boot), overlayOf(boot, failed)];
    expect(rules(one.missing)).toEqual([...rules(other.extra), ...rules(other.repeated)]);
    expect(one.matched).toBe(other.matched);
    expect(rules(one.missing)).toContain('rpc.build_and_run_instance');
  });

  it('have as repeated what the other has less often, be it for another host, each leading to a fact of its own', () => {
    const { commands = [] } = SCENARIOS.find((one) => one.id === 'reschedule')?.experiment ?? {};
    const { repeated, missing } = overlayOf(scenario('reschedule'), runIn({ v: 1, commands }));
    expect(rules(repeated)).toContain('rpc.build_and_run_instance');
    expect(rules(missing)).toEqual([]);
    for (const { step, fact } of repeated) expect(fact).toBe(step.main);
  });
});
