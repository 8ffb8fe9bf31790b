/** What of a cloud can be commanded at the cursor, in groups, and how each is called. */
import type { CommandTarget } from '../../core/story/commands-at.ts';
import { serverNames } from '../../core/trace/named-servers.ts';
import { cellDatabases } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { hasCommandsOn } from '../../core/words/commands.ts';
import { factAt, traceOf, versionsOf, worldOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';

interface TargetTexts {
  readonly cloud: string;
  readonly broker: string;
}

type CommandGroup = 'cloud' | 'services' | 'hosts' | 'servers' | 'queues';
type TargetsByGroup = ReadonlyMap<CommandGroup, readonly CommandTarget[]>;

let latest: { readonly world: World; readonly groups: TargetsByGroup } | null = null;

/** The same for the same World: it is asked for at every change of the page. */
export function targetsOf(state: PageState): TargetsByGroup {
  const world = worldOf(state);
  if (latest?.world === world) return latest.groups;
  const { services } = traceOf(state).topology;
  const isNova = services.some((place) => place.kind === 'nova');
  const hosts = [...new Set(services.filter((place) => place.kind === 'nova').map((place) => place.host))];
  const servers = hasCommandsOn('server') ? serversOf(state) : [];
  const queues = [...world.vhosts].flatMap(([vhost, { queues: all }]) =>
    [...all.keys()].sort().map((queue): CommandTarget => ({ kind: 'queue', vhost, queue })),
  );
  const made: TargetsByGroup = new Map<CommandGroup, readonly CommandTarget[]>([
    ['cloud', [...(isNova ? [{ kind: 'cloud' } as const] : []), { kind: 'broker' }]],
    ['services', services.map(({ actor }): CommandTarget => ({ kind: 'service', service: actor }))],
    ['hosts', hosts.map((host): CommandTarget => ({ kind: 'host', host }))],
    ...(servers.length > 0 ? [['servers', servers] as const] : []),
    ['queues', queues],
  ]);
  latest = { world, groups: made };
  return made;
}

/** Servers at the cursor, by their names: those that are no more than a build request, too. */
function serversOf(state: PageState): readonly CommandTarget[] {
  const [trace, fact, versions] = [traceOf(state), factAt(state), versionsOf(state)];
  const names = serverNames({
    instances: () =>
      cellDatabases(trace.topology).flatMap((database) => versions.rowsAt(database, 'instances', fact)),
    buildRequests: () => versions.rowsAt('nova_api', 'build_requests', fact),
  });
  return names.map((server): CommandTarget => ({ kind: 'server', server }));
}

export function targetName(target: CommandTarget, t: TargetTexts): string {
  switch (target.kind) {
    case 'cloud':
      return t.cloud;
    case 'broker':
      return t.broker;
    case 'service':
      return target.service;
    case 'host':
      return target.host;
    case 'server':
      return target.server;
    case 'queue':
      return `${target.vhost} ${target.queue}`;
    case 'message':
      return String(target.message);
  }
}
