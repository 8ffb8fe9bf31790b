/** What nova-api tells of what it does to a server itself (`nova/compute/utils.py:notify_about_instance_action`, `notify_about_instance_delete`). */
import type { Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import { readInstance } from '../read-instance.ts';
import { tellInstance } from '../tell-instance.ts';
import type { FoundServer } from './get-instance.ts';
import { withFlavor } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

/** `event` = `lock`, told in the newer form alone; `delete.start` and `evacuate` in both. */
export function* tellServer(
  api: Api,
  { context }: ApiRequest,
  found: FoundServer,
  event: 'lock' | 'unlock' | 'delete.start' | 'delete.end' | 'evacuate',
): Task {
  const { host, top } = api;
  if (host.conf.notifications === undefined) return;
  yield* withFlavor(api, found);
  yield* withMetadata(api, found);
  const { data } = found.instance;
  const plain = event.endsWith('lock') ? { plain: null } : {};
  yield* tellInstance(top, { context, data, source: 'nova-api', event, ...plain });
}

/** `notify_about_instance_delete`: the end is told even where `work` fails. Errors: those of `work`. */
export function* tellingDelete(api: Api, request: ApiRequest, found: FoundServer, work: Task): Task {
  yield* tellServer(api, request, found, 'delete.start');
  try {
    yield* work;
  } finally {
    yield* tellServer(api, request, found, 'delete.end');
  }
}

/** A look at what did not come with the instance reads it (`nova/objects/instance.py:obj_load_attr`). */
function* withMetadata({ db }: Api, { instance, database }: FoundServer): Task {
  const { data } = instance;
  const attrs = ['metadata', 'system_metadata'].filter((name) => !(name in data));
  if (attrs.length === 0) return;
  const read = dataOf(yield* readInstance(db, database, text(data, 'uuid'), { attrs, deletedToo: true }));
  for (const name of attrs) data[name] = read[name] ?? {};
}
