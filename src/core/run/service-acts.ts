/** What an administrator asks of the cloud itself: the record of a service, by its host, and a project's quota, by its name. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { cellDatabases } from '../trace/trace.ts';
import { textAt } from './arguments.ts';
import type { CommandWorld, RequestParts } from './command.ts';

type Fill = (world: CommandWorld, args: JsonTable) => RequestParts;

const updating =
  (bodyOf: (args: JsonTable) => Json): Fill =>
  (world, args) => ({ ids: [uuidOf(world, textAt(args, 'service'))], body: bodyOf(args) });

/** Of one whose record is deleted, that record's; of one without a row as yet, its host: nova-api says what it thinks of that. */
function uuidOf({ topology, rows }: CommandWorld, actor: string): string {
  const place = topology.services.find((one) => one.actor === actor);
  const found = cellDatabases(topology)
    .flatMap((database) => rows(database, 'services'))
    .filter((row) => row.host === place?.host && row.binary === place?.program);
  const now = found.filter((row) => row.deleted === 0);
  return String((now.at(-1) ?? found.at(-1))?.uuid ?? place?.host);
}

/** Of a project that there is none of, what was given: nova-api asks keystone. */
function quota({ seed }: CommandWorld, { project = 'demo', ...limits }: JsonTable): RequestParts {
  const row = (seed['keystone.project'] ?? []).find(({ name }) => name === project);
  return {
    ids: [String(row?.id ?? project)],
    body: { quota_set: limits as { readonly [limit: string]: Json } },
  };
}

export const SERVICE_FILLS = {
  set_quota: quota,
  force_down: updating(() => ({ forced_down: true })),
  force_up: updating(() => ({ forced_down: false })),
  disable_service: updating(({ reason }) => ({
    status: 'disabled',
    ...(reason === undefined ? {} : { disabled_reason: reason }),
  })),
  delete_service: (world: CommandWorld, args: JsonTable) => ({
    ids: [uuidOf(world, textAt(args, 'service'))],
  }),
  enable_service: updating(() => ({ status: 'enabled' })),
};
