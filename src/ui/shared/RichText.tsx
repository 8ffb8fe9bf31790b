import type { ReactNode } from 'react';
import { textsOf } from '../../i18n/index.ts';
import type { Rich } from '../../i18n/rich.ts';
import { useStore } from '../../store/use-store.ts';
import { Breakable } from './Breakable.tsx';
import { Code } from './Code.tsx';
import { inPlace } from './in-place.ts';
import { lightNode } from './light.ts';

/** A name that is no longer than this stands on one line. */
const LONG = 24;

/** A sentence with its identifiers: queues, keys, methods and tables in code style; hovering a service lights it on the map. */
export function RichText({ parts }: { parts: Rich }) {
  const words = useStore((s) => textsOf(s.lang).narration.words);
  return inPlace(parts, (part, i) => {
    if ('text' in part) return <span>{pieces(words(part.text.slice(closing(parts, i - 1).length)))}</span>;
    if ('code' in part)
      return (
        // on a line of its own before it breaks, and what closes behind it is not left alone on the next; in a Chinese title,
        // where it has no box, the browser's space between it and Han characters would end at such a block
        <span
          className={`inline-block in-zh-title:inline ${part.code.length > LONG ? '' : 'in-zh-title:whitespace-nowrap in-zh-title:[&_wbr]:hidden'}`}
        >
          <Code>{part.code}</Code>
          {closing(parts, i)}
        </span>
      );
    const text = part.actor;
    return (
      <span
        className={`actor-name rounded-s hover:bg-sunken ${text.length > LONG ? '' : 'whitespace-nowrap'}`}
        data-actor={text}
        lang="en"
        translate="no"
        onPointerEnter={() => lightNode(text, true)}
        onPointerLeave={() => lightNode(text, false)}
      >
        {text.length > LONG ? <Breakable>{text}</Breakable> : text}
      </span>
    );
  });
}

/** The marks that follow a name in code style at once. */
function closing(parts: Rich, i: number): string {
  const [part, next] = [parts[i], parts[i + 1]];
  return part && 'code' in part && next && 'text' in next
    ? (/^[.,:;?)。，、：；？）]+/.exec(next.text)?.[0] ?? '')
    : '';
}

const pieces = (cut: readonly string[]): ReactNode =>
  inPlace(cut, (piece, i) => (i % 2 === 0 ? piece : <span className="whitespace-nowrap">{piece}</span>));
