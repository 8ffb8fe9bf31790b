/**
 * Laws of Nova over the rows of servers. N2: a server's state moves only as Nova moves it. N8: one server stands in one
 * database, however often it was asked for. N9: no row of a cell names a server that the cell does not have.
 */
import type { Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { makeRowFold } from './rows.ts';
import type { Violation } from './violation.ts';

/** vm_state -> what it may become (`nova/compute/vm_states.py`, and who sets them); any of them may end as `ENDS` says. */
const MOVES: { readonly [from: string]: readonly string[] } = {
  building: ['active'],
  active: ['paused', 'stopped', 'suspended', 'rescued', 'resized', 'shelved', 'shelved_offloaded'],
  stopped: ['active', 'rescued', 'resized', 'shelved', 'shelved_offloaded'],
  paused: ['active', 'shelved', 'shelved_offloaded'],
  suspended: ['active', 'shelved', 'shelved_offloaded'],
  rescued: ['active'],
  resized: ['active', 'stopped'],
  shelved: ['active', 'shelved_offloaded'],
  shelved_offloaded: ['active'],
  // a cast that waited while its compute was away is built after the compute's start has given its server up
  error: ['active', 'stopped', 'rescued', 'building'],
  'soft-delete': [],
  // what fails after the last save of a delete leaves it in ERROR (`compute/manager.py:terminate_instance`)
  deleted: ['error'],
};
const ENDS = ['error', 'soft-delete', 'deleted'];

export function checkStates(trace: Trace): readonly Violation[] {
  return trace.facts.flatMap((fact) => {
    if (fact.kind !== 'row.changed' || fact.table !== 'instances' || !fact.before || !fact.after) return [];
    const from = `${fact.before.vm_state}`;
    const to = `${fact.after.vm_state}`;
    if (from === to || (from !== 'deleted' && ENDS.includes(to)) || MOVES[from]?.includes(to)) return [];
    return [{ id: 'N2', fact: fact.index, sentence: `${fact.after.uuid} goes from ${from} to ${to}` }];
  });
}

/** Tables of a cell whose rows belong to a server. */
const OWNED = ['block_device_mapping', 'instance_extra', 'instance_faults', 'instance_info_caches'].concat([
  'instance_metadata',
  'instance_system_metadata',
  'virtual_interfaces',
  'migrations',
]);

export function checkServerRows(trace: Trace): readonly Violation[] {
  if (trace.error !== null) return [];
  const rows = makeRowFold(trace.seed);
  for (const fact of trace.facts) if (fact.kind === 'row.changed') rows.apply(fact);
  const cells = trace.topology.databases.filter((name) => name.startsWith('nova_cell'));
  const isThere = (row: Row): boolean => row.deleted === 0;
  const found: Violation[] = [];
  const places = new Map<unknown, string>();
  for (const cell of cells) {
    const servers = rows.all(`${cell}.instances`);
    for (const { uuid } of servers.filter(isThere)) {
      const other = places.get(uuid);
      if (other) found.push({ id: 'N8', fact: null, sentence: `${uuid} stands in ${other} and in ${cell}` });
      places.set(uuid, cell);
    }
    const known = new Set(servers.map(({ uuid }) => uuid));
    for (const table of OWNED) {
      for (const { instance_uuid } of rows.all(`${cell}.${table}`).filter(isThere)) {
        if (known.has(instance_uuid)) continue;
        const sentence = `a row of ${cell}.${table} is of ${instance_uuid}, which ${cell} does not have`;
        found.push({ id: 'N9', fact: null, sentence });
      }
    }
  }
  return found;
}
