import { useActions } from '../../store/use-store.ts';
import { onRovingKey } from '../shared/roving.ts';

/** A queue's name; the 32 hex digits of a fanout or reply queue are shortened on the screen, whole in title and copy. */
export function QueueName({ name }: { name: string }) {
  const match = /^(.*_)([0-9a-f]{4})([0-9a-f]{24})([0-9a-f]{4})$/.exec(name);
  if (!match) return <code lang="en">{name}</code>;
  const [, head, first, middle, last] = match;
  return (
    <code lang="en" title={name} className="queue-name whitespace-nowrap">
      {head}
      {first}
      <span className="text-[0px] before:text-cap before:content-['…']">{middle}</span>
      {last}
    </code>
  );
}

interface Props {
  readonly vhost: string;
  readonly queue: string;
  readonly first: boolean;
  /** its lane is lit, and it reaches over it; absent in a table */
  readonly isLit?: boolean;
}

/** The name as a button that shows the queue in the details; one of a roving list. In the picture its whole pipe is pressed. */
export function QueueButton({ vhost, queue, first, isLit }: Props) {
  const { select } = useActions();
  const look =
    isLit === undefined
      ? 'min-h-6 underline decoration-line-2 underline-offset-3 hover:decoration-ink touch:min-h-[44px]'
      : `z-1 min-h-6 min-w-6 font-semibold after:absolute after:inset-0 after:top-0 ${isLit ? 'text-(--kind)' : 'text-ink-2'}`;
  return (
    <button
      type="button"
      className={`queues-name rounded-s text-left text-ui ${look}`}
      data-roving=""
      tabIndex={first ? 0 : -1}
      onKeyDown={onRovingKey}
      onClick={() => select({ kind: 'queue', vhost, queue })}
    >
      <QueueName name={queue} />
    </button>
  );
}
