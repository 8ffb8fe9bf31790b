import { describe, expect, it } from 'vitest';
import type { Command } from '../trace/trace.ts';
import { experimentOf, LOAD_BEGINS } from './experiment.ts';
import { lab, onEngine } from './lab.fixture.ts';
import { labCloud } from './lab-cloud.ts';
import { openLab } from './run.ts';

const commands = (o: object): readonly string[] =>
  (experimentOf(lab({ per_minute: 0, ...o })).commands ?? []).map(
    ({ at_us, name, args = {} }: Command) =>
      `${(at_us - LOAD_BEGINS) / 1000} ${[name, ...Object.values(args)].join(' ')}`,
  );
const away = (at_ms: number, for_ms: number) => ({ kind: 'scheduler_away', at_ms, for_ms });

describe('events of a lab are commands of its run', () => {
  it('a burst is as many boots, an absence a kill and a start, a further scheduler an add_service', () => {
    const events = [
      { kind: 'burst', at_ms: 100, size: 2 },
      away(200, 50),
      { kind: 'scheduler_added', at_ms: 300 },
    ];
    expect(commands({ events, processes: { scheduler: 2 } })).toEqual([
      '100 boot',
      '100 boot',
      '200 kill nova-scheduler',
      '250 start nova-scheduler',
      '300 add_service nova-scheduler ctl3',
    ]);
  });

  it('absences that overlap end with the first: a scheduler that is away is not killed, one that runs not started', () => {
    const events = [away(0, 300), away(100, 500), away(400, 500), { kind: 'burst', at_ms: 0, size: 1 }];
    expect(commands({ events })).toEqual([
      '0 boot',
      '0 kill nova-scheduler',
      '300 start nova-scheduler',
      '400 kill nova-scheduler',
      '600 start nova-scheduler',
    ]);
  });

  it('a scheduler that is added is not there before, and writes its row of services when it comes', async () => {
    const events = [
      { kind: 'burst', at_ms: 0, size: 1 },
      { kind: 'scheduler_added', at_ms: 500 },
    ];
    const settings = lab({ per_minute: 0, boots: 1, events });
    const cloud = labCloud(settings);
    const place = cloud.topology.services.find(({ actor }) => actor === 'nova-scheduler-2');
    expect(place).toMatchObject({ host: 'ctl2', added_us: LOAD_BEGINS + 500_000 });
    await onEngine(settings, (engine) => {
      const hosts = () =>
        engine
          .rows('nova_cell0', 'services')
          .flatMap((row) => (row.binary === 'nova-scheduler' ? [row.host] : []));
      const run = openLab(cloud, engine);
      expect(hosts()).toEqual(['ctl']);
      while (run.advance());
      expect(hosts()).toEqual(['ctl', 'ctl2']);
      expect(run.outcome()).toMatchObject({ ended: 'done', error: null, requests: { active: 1 } });
    });
  }, 60_000);
});
