import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run/boot.fixture.ts';
import type { Trace } from '../trace/trace.ts';
import { type Hit, MOST_HITS, search } from './search.ts';

let boot: Trace;
beforeAll(async () => {
  boot = await run({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] });
});

const first = (query: string): Hit | undefined => search(boot, query).hits[0];
const told = (hit: Hit | undefined): string => (hit ? `${hit.kind} ${hit.name}` : 'nothing');

/** The one instance of the run. */
function vm1(): string {
  const born = boot.facts.find((fact) => fact.kind === 'row.changed' && fact.table === 'instances');
  return born?.kind === 'row.changed' ? String(born.after?.uuid) : '';
}

describe('the search', () => {
  it.each([
    ['vm1', () => `instance ${vm1()}`],
    ['cpu1', () => 'host cpu1'],
    ['nova-scheduler', () => 'service nova-scheduler'],
    ['select_dest', () => 'method select_destinations'],
    ['Instance.save', () => 'method Instance.save'],
    ['nova_cell1.instances', () => 'table nova_cell1.instances'],
    ['instances', () => 'table nova_cell1.instances'],
    ['compute.cpu1', () => 'queue compute.cpu1'],
    ['boot', () => 'command boot'],
  ])('finds %s', (query, hit) => {
    expect(told(first(query))).toBe(hit());
  });

  it('finds an instance by any part of its uuid, and names it', () => {
    const uuid = vm1();
    expect(first(uuid.slice(0, 8))).toMatchObject({ kind: 'instance', name: uuid, also: 'vm1' });
    expect(first(uuid.slice(9).toUpperCase())).toMatchObject({ name: uuid });
  });

  it('finds a request by its id, at every message that carries it and every log line that is written in its name', () => {
    const cast = boot.facts.find(
      (fact) => fact.kind === 'message.published' && fact.rpc.method === 'schedule_and_build_instances',
    );
    const id = cast?.kind === 'message.published' ? (cast.rpc.request_id ?? '') : '';
    const carriers = boot.facts.filter(
      (fact) =>
        (fact.kind === 'message.published' && fact.rpc.request_id === id) ||
        (fact.kind === 'http.answered' && fact.request_id === id) ||
        (fact.kind === 'http.requested' && fact.global_request_id === id) ||
        (fact.kind === 'log.written' && fact.request?.id === id),
    );
    expect(id).toMatch(/^req-/);
    expect(first(id)).toMatchObject({ kind: 'request', facts: carriers.map((fact) => fact.index) });
    expect(carriers.length).toBeGreaterThan(20);
  });

  it('finds a service where it sends and where it receives', () => {
    const { facts } = first('nova-scheduler') ?? { facts: [] };
    const called = boot.facts.find(
      (fact) => fact.kind === 'message.published' && fact.rpc.method === 'select_destinations',
    );
    expect(facts).toContain(called?.index);
  });

  it('finds what only a body says, as it is written', () => {
    expect(first('m1.tiny')).toMatchObject({ kind: 'text', name: 'm1.tiny' });
  });

  it('names the three nearest where nothing is found', () => {
    const { hits, nearest } = search(boot, 'sellect_destinatons');
    expect(hits).toEqual([]);
    expect(nearest).toHaveLength(3);
    expect(told(nearest[0])).toBe('method select_destinations');
  });

  it('asks for every word, and finds nothing in no word', () => {
    expect(told(first('instance save'))).toBe('method Instance.save');
    expect(search(boot, ' ')).toEqual({ hits: [], nearest: [] });
    expect(search(boot, 'nova').hits.length).toBeLessThanOrEqual(MOST_HITS);
  });
});
