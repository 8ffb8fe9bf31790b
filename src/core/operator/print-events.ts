/** `openstack server event list` and `event show` (`nova/api/openstack/compute/instance_actions.py`; OSC's `server_event.py`). */
import type { Json } from '../base/json.ts';
import { pythonStr } from '../base/python.ts';
import { sha224 } from '../base/sha2.ts';
import { text, textOr, whole } from '../nova/fields.ts';
import type { Row } from '../trace/fact.ts';
import { apiDate, type OperatorMoment } from './moment.ts';
import type { ServerNow } from './servers.ts';
import { fieldText, tableText } from './terminal-table.ts';

const newestFirst = (a: Row, b: Row): number =>
  textOr(b, 'created_at', '').localeCompare(textOr(a, 'created_at', '')) || whole(b, 'id') - whole(a, 'id');

/** Newest first; one that waits for its cell has none yet. */
export function actionsOf(moment: OperatorMoment, { uuid, database }: ServerNow): readonly Row[] {
  if (database === null) return [];
  return moment
    .rows(database, 'instance_actions')
    .filter((row) => row.instance_uuid === uuid && row.deleted === 0)
    .toSorted(newestFirst);
}

const LISTED = ['Request ID', 'Server ID', 'Action', 'Start Time'].map(
  (name) => ({ name, align: 'l' }) as const,
);

export function printActions(moment: OperatorMoment, server: ServerNow): string {
  const rows = actionsOf(moment, server).map((row) => [
    text(row, 'request_id'),
    text(row, 'instance_uuid'),
    text(row, 'action'),
    pythonStr(apiDate(row.start_time)),
  ]);
  return tableText(LISTED, rows);
}

/** One action with its events, for an administrator: with tracebacks, hosts and details. */
export function printAction(moment: OperatorMoment, { database }: ServerNow, action: Row): string {
  const project = text(action, 'project_id');
  const events = moment
    .rows(database ?? '', 'instance_actions_events')
    .filter((row) => row.action_id === action.id && row.deleted === 0)
    .toSorted(newestFirst)
    .map((row) => {
      const host = textOr(row, 'host', null);
      return {
        event: text(row, 'event'),
        start_time: apiDate(row.start_time),
        finish_time: apiDate(row.finish_time),
        result: textOr(row, 'result', null),
        traceback: textOr(row, 'traceback', null),
        host,
        hostId: host === null ? '' : sha224(`${project}${host}`),
        details: textOr(row, 'details', null),
      };
    });
  const shown: { readonly [field: string]: Json } = {
    action: text(action, 'action'),
    events,
    instance_uuid: text(action, 'instance_uuid'),
    message: textOr(action, 'message', null),
    project_id: project,
    request_id: text(action, 'request_id'),
    start_time: apiDate(action.start_time),
    updated_at: apiDate(action.updated_at),
    user_id: text(action, 'user_id'),
  };
  return fieldText(Object.entries(shown).map(([field, value]) => [field, pythonStr(value)]));
}
