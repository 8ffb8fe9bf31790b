import { expect, test } from 'vitest';
import { steps } from '../story/steps.ts';
import type { Command } from '../trace/trace.ts';
import { run, withCommands } from './boot.fixture.ts';

const ask = (service: string, database: string): Command => ({
  at_us: 4_000_000,
  name: 'read_rows',
  args: { service, database, table: 'instances' },
});

test('nova-compute that reads a table itself raises DBNotAllowed, and no statement reaches the database', async () => {
  const trace = await run(withCommands(ask('nova-compute-cpu1', 'nova_cell1')));
  const given = trace.facts.findLast((fact) => fact.kind === 'command.given');
  const made = trace.facts.filter((fact) => fact.cause === given?.index);
  expect(made).toMatchObject([
    {
      kind: 'process.failed',
      actor: 'nova-compute-cpu1',
      error:
        'DBNotAllowed: nova-compute-cpu1 attempted direct database access which is not allowed by policy',
    },
  ]);
  expect(trace.error).toBeNull();
  const own = steps(trace, 'teaching').find((step) => step.rule === 'command.read_rows');
  expect(own).toMatchObject({ from: 'nova-compute-cpu1', main: given?.index });
});

test('the conductor of the cell that reads the same table gets its rows, from nova_api it gets none', async () => {
  const own = await run(withCommands(ask('nova-conductor-cell1', 'nova_cell1')));
  const given = own.facts.findLast((fact) => fact.kind === 'command.given');
  expect(own.facts.find((fact) => fact.cause === given?.index)).toMatchObject({
    kind: 'sql.executed',
    rows: 3,
  });
  const other = await run(
    withCommands({
      at_us: 4_000_000,
      name: 'read_rows',
      args: { service: 'nova-conductor-cell1', database: 'nova_api', table: 'flavors' },
    }),
  );
  expect(other.facts.findLast((fact) => fact.kind === 'process.failed')).toMatchObject({
    actor: 'nova-conductor-cell1',
  });
});

test('a table that is not there is refused before anything runs', async () => {
  const wrong = {
    at_us: 1,
    name: 'read_rows',
    args: { service: 'nova-api', database: 'nova', table: 'instances' },
  };
  await expect(run(withCommands(wrong))).rejects.toThrow('read_rows: there is no database nova');
});
