/** What nova-api tells of what it does to a server itself (`nova/compute/utils.py:notify_about_instance_action`, `notify_about_instance_delete`). */
import type { Task } from '../../service/effects.ts';
import { payloadOf, tell } from '../notifications.ts';
import { instancePayload, usageOf } from '../notify-instance.ts';
import type { FoundServer } from './get-instance.ts';
import { withFlavor } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

/** `event` = `lock`, told in the newer form alone; `delete.start` in both. */
export function* tellServer(
  api: Api,
  { context }: ApiRequest,
  found: FoundServer,
  event: 'lock' | 'unlock' | 'delete.start' | 'delete.end',
): Task {
  const { host, top } = api;
  if (host.conf.notifications === undefined) return;
  yield* withFlavor(api, found);
  const { data } = found.instance;
  const plain = {
    publisher: `compute.${host.place.host}`,
    event: `compute.instance.${event}`,
    payload: () => usageOf(data, false),
  };
  yield* tell(top, {
    context,
    ...(event.startsWith('delete') ? { unversioned: plain } : {}),
    versioned: {
      publisher: `nova-api:${host.place.host}`,
      event: `instance.${event}`,
      payload: () =>
        payloadOf('InstanceActionPayload', { fault: null, ...instancePayload(data, context, false) }),
    },
  });
}
