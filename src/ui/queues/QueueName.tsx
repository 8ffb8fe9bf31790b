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
