import type { Rich } from '../../i18n/rich.ts';
import { Code } from './Code.tsx';
import { lightNode } from './light.ts';

/** A sentence with its identifiers in code style; hovering the name of a service lights its node on the map. */
export function RichText({ parts }: { parts: Rich }) {
  let offset = 0;
  return parts.map((part) => {
    const text = 'text' in part ? part.text : 'code' in part ? part.code : part.actor;
    const key = offset;
    offset += text.length;
    if ('text' in part) return <span key={key}>{text}</span>;
    if ('code' in part) return <Code key={key}>{text}</Code>;
    return (
      <span
        key={key}
        className="actor-name"
        data-actor={text}
        onPointerEnter={() => lightNode(text, true)}
        onPointerLeave={() => lightNode(text, false)}
      >
        <Code>{text}</Code>
      </span>
    );
  });
}
