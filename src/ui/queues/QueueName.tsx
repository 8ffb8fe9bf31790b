import { useStore } from '../../store/use-store.ts';
import { onRovingKey } from '../shared/roving.ts';

/** A queue's name; the 32 hex digits of a fanout or reply queue are shortened on the screen, whole in title and copy. */
export function QueueName({ name }: { name: string }) {
  const match = /^(.*_)([0-9a-f]{4})([0-9a-f]{24})([0-9a-f]{4})$/.exec(name);
  if (!match) return <code lang="en">{name}</code>;
  const [, head, first, middle, last] = match;
  return (
    <code lang="en" title={name} className="queue-name">
      {head}
      {first}
      <span className="queue-name-middle">{middle}</span>
      {last}
    </code>
  );
}

/** The name as a button that shows the queue in the details; one of a roving list. */
export function QueueButton({ vhost, queue, first }: { vhost: string; queue: string; first: boolean }) {
  const select = useStore((s) => s.select);
  return (
    <button
      type="button"
      className="queues-name"
      data-roving=""
      tabIndex={first ? 0 : -1}
      onKeyDown={onRovingKey}
      onClick={() => select({ kind: 'queue', vhost, queue })}
    >
      <QueueName name={queue} />
    </button>
  );
}
