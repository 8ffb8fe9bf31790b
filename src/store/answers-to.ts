/** What was pressed on the page, as a choice of the question that stands. */
import type { Thing } from '../core/quiz/posed.ts';
import type { Selection } from './state.ts';

export function answersTo(thing: Thing, selection: Selection): boolean {
  switch (selection.kind) {
    case 'service':
      return thing.what === 'service'
        ? thing.actor === selection.actor
        : thing.what === 'host' && selection.actor === `nova-compute-${thing.host}`;
    case 'queue':
      return thing.what === 'queue' && thing.vhost === selection.vhost && thing.queue === selection.queue;
    case 'row':
      return (
        thing.what === 'table' && thing.database === selection.database && thing.table === selection.table
      );
    default:
      return false;
  }
}
