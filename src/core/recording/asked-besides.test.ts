import { describe, expect, it } from 'vitest';
import type { Command } from '../trace/trace.ts';
import { type AskedLine, askedBesides, type StatementLine } from './asked-besides.ts';

const PATH = '/v2.1/os-quota-sets/24f00583e1234ad48e94c2e55568b464';
const put = (t: number, more: Partial<AskedLine> = {}): AskedLine => ({
  ...{ t, from: 'client', method: 'PUT', path: PATH, ms: 200, status: 200 },
  ...more,
});
const wrote = (t: number, hard_limit: string, resource = 'cores'): StatementLine => ({
  ...{ t, verb: 'UPDATE', table: 'quotas' },
  values: { hard_limit, __where: `quotas.project_id = 'x' AND quotas.resource = '${resource}'` },
});
const cores: Command = { at_us: 1_000_000, name: 'set_quota', args: { project: 'demo', cores: 0 } };
const boot: Command = { at_us: 2_000_000, name: 'boot' };
const told = { v: 1, commands: [cores, boot] } as const;

describe('what the client of a recording asked besides its experiment', () => {
  it('is a limit that was set back, by the statements of its request, as much later as it came there', () => {
    expect(askedBesides(told, [put(5000), put(7134)], [wrote(5100, '0'), wrote(7200, '-1')])).toEqual([
      { at_us: 3_134_000, name: 'set_quota', args: { project: 'demo', cores: -1 } },
    ]);
  });

  it('comes behind the last command that is told', () => {
    expect(askedBesides(told, [put(5000), put(5500)], [wrote(5600, '4', 'instances')])).toEqual([
      { at_us: 2_000_001, name: 'set_quota', args: { project: 'demo', instances: 4 } },
    ]);
  });

  it('is nothing where all is told, where nothing was written, or where another asked, was refused, or meant another project', () => {
    const sql = [wrote(5100, '0'), wrote(7200, '-1')];
    expect(askedBesides(told, [put(5000)], sql)).toEqual([]);
    expect(askedBesides({ v: 1, commands: [boot] }, [put(5000)], sql)).toEqual([]);
    expect(askedBesides(told, [put(5000), put(7134)], [])).toEqual([]);
    for (const other of [{ from: 'nova-api' }, { method: 'GET' }, { status: 403 }, { path: `${PATH}0` }])
      expect(askedBesides(told, [put(5000), put(7134, other)], sql)).toEqual([]);
  });
});
