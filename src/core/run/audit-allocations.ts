/**
 * What `audit_allocations` does: `nova-manage placement audit --delete` (`nova/cmd/manage.py:PlacementCommands.audit`). Of each
 * provider it compares who holds something of it with the servers of that node and its moves in progress, in the cell that has
 * the node; what belongs to neither is given back. A Placement that cannot be reached ends it.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { select } from '../databases/builder.ts';
import { migrationsBeside } from '../nova/migrations.ts';
import { ACTORS } from '../nova/words.ts';
import { type HttpRequest, http, type Task } from '../service/effects.ts';
import type { JsonTable } from '../trace/fact.ts';
import { cellsIn } from '../words/cells.ts';
import type { CommandWorld } from './command.ts';
import { manage, stated } from './nova-manage.ts';

export const auditAllocations = (world: CommandWorld, _args: JsonTable, cause: number): void =>
  manage(world, 'placement audit --delete', cause, auditing(world));

function* auditing(world: CommandWorld): Task {
  try {
    const { resource_providers: providers } = yield* ask('GET', '/resource_providers');
    for (const provider of Array.isArray(providers) ? providers : [])
      yield* auditProvider(world, provider as JsonObject);
  } catch (error) {
    // it prints the error and ends with 1
    if (!(error instanceof CodedError)) throw error;
  }
}

function* auditProvider(world: CommandWorld, { uuid, root_provider_uuid: node }: JsonObject): Task {
  const known = yield* consumersOn(world, String(node));
  const { allocations } = yield* ask('GET', `/resource_providers/${uuid}/allocations`);
  for (const consumer of Object.keys(isObject(allocations) ? allocations : {}))
    if (!known.has(consumer)) yield* release(consumer, String(uuid));
}

/** Uuids of the servers and of the moves in progress of a node; none where no cell has it any more. */
function* consumersOn(world: CommandWorld, uuid: string): Task<ReadonlySet<string>> {
  for (const { database } of cellsIn(world.topology)) {
    const found = yield* stated(select({ database, table: 'compute_nodes', where: { uuid, deleted: 0 } }));
    const [node] = found.rows;
    if (!node) continue;
    const { host = null } = node;
    const where = { host, node: node.hypervisor_hostname ?? null, deleted: 0 };
    const servers = yield* stated(select({ database, table: 'instances', where }));
    const moves = yield* stated(migrationsBeside(database, String(host)));
    const isOpen = ({ status }: JsonTable): boolean => status !== 'error';
    return new Set([...servers.rows, ...moves.rows.filter(isOpen)].map((row) => String(row.uuid)));
  }
  return new Set();
}

/** Of a consumer that holds something of others too, what it holds of this provider alone. */
function* release(consumer: string, provider: string): Task {
  const path = `/allocations/${consumer}`;
  const held = yield* ask('GET', path);
  const { [provider]: _, ...others } = isObject(held.allocations) ? held.allocations : {};
  if (Object.keys(others).length === 0) yield* ask('DELETE', path);
  else yield* ask('PUT', path, { ...held, allocations: others });
}

function* ask(method: HttpRequest['method'], path: string, body?: Json): Task<JsonObject> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const reply = yield* http({ to: ACTORS.placement, method, path, ...sent });
  return (parseJson(reply.body) ?? {}) as JsonObject;
}
