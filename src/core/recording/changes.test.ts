import { describe, expect, it } from 'vitest';
import type { FactBody, Row } from '../trace/fact.ts';
import { makeScript, smallBoot } from '../trace/test-traces.fixture.ts';
import { netChanges } from './changes.ts';

const asIs = (_database: string, _table: string, row: Row): Row => row;
const change = (key: number, before: Row | null, after: Row | null): FactBody => ({
  kind: 'row.changed',
  database: 'nova_api',
  table: 't',
  key: [key],
  before,
  after,
});

describe('net changes', () => {
  it('join all changes of a row into one, with the first old and the last new value', () => {
    expect(netChanges(smallBoot(), asIs)).toEqual({
      'nova_cell1.instances': {
        updated: [
          {
            key: [1],
            changed: {
              vm_state: ['building', 'active'],
              task_state: ['scheduling', null],
              host: [null, 'cpu1'],
            },
          },
        ],
      },
    });
  });

  it('leave out a row that came and went, and a value that came back', () => {
    const { fact, trace } = makeScript();
    const command = fact('client', null, { kind: 'command.given', name: 'x', args: {} });
    fact('nova-api', command, change(1, null, { id: 1, a: 1 }));
    fact('nova-api', command, change(2, { id: 2, a: 1 }, { id: 2, a: 2 }));
    fact('nova-api', command, change(1, { id: 1, a: 1 }, null));
    fact('nova-api', command, change(2, { id: 2, a: 2 }, { id: 2, a: 1 }));
    expect(netChanges(trace(), asIs)).toEqual({});
  });

  it('count only what a command caused, even within one row', () => {
    const { fact, trace } = makeScript();
    const command = fact('client', null, { kind: 'command.given', name: 'x', args: {} });
    fact('nova-api', null, change(1, { id: 1, beat: 1, used: 0 }, { id: 1, beat: 2, used: 0 }));
    fact('nova-api', command, change(1, { id: 1, beat: 2, used: 0 }, { id: 1, beat: 2, used: 5 }));
    fact('nova-api', null, change(1, { id: 1, beat: 2, used: 5 }, { id: 1, beat: 3, used: 5 }));
    fact('nova-api', null, change(2, null, { id: 2, beat: 0, used: 0 }));
    expect(netChanges(trace(), asIs)).toEqual({
      'nova_api.t': { updated: [{ key: [1], changed: { used: [0, 5] } }] },
    });
  });

  it('list inserted rows by key and deleted rows as they were', () => {
    const { fact, trace } = makeScript();
    const command = fact('client', null, { kind: 'command.given', name: 'x', args: {} });
    fact('nova-api', command, change(10, null, { id: 10 }));
    fact('nova-api', command, change(9, null, { id: 9 }));
    fact('nova-api', command, change(3, { id: 3, a: 1 }, { id: 3, a: 2 }));
    fact('nova-api', command, change(3, { id: 3, a: 2 }, null));
    expect(netChanges(trace(), asIs)).toEqual({
      'nova_api.t': { inserted: [{ id: 9 }, { id: 10 }], deleted: [{ id: 3, a: 1 }] },
    });
  });
});
