import { Fragment, type ReactNode } from 'react';
import { textsOf } from '../../i18n/index.ts';
import type { Rich } from '../../i18n/rich.ts';
import { useStore } from '../../store/use-store.ts';
import { Breakable } from './Breakable.tsx';
import { Code } from './Code.tsx';
import { lightNode } from './light.ts';

/** A name that is no longer than this stands on one line. */
const LONG = 24;

/** A sentence with its identifiers: queues, keys, methods and tables in code style; hovering a service lights it on the map. */
export function RichText({ parts }: { parts: Rich }) {
  const words = useStore((s) => textsOf(s.lang).narration.words);
  let offset = 0;
  return parts.map((part) => {
    const text = 'text' in part ? part.text : 'code' in part ? part.code : part.actor;
    const key = offset;
    offset += text.length;
    if ('text' in part) return <span key={key}>{pieces(words(text))}</span>;
    if ('code' in part) return <Code key={key}>{text}</Code>;
    return (
      <span
        key={key}
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

function pieces(cut: readonly string[]): ReactNode {
  let offset = 0;
  return cut.map((piece, i) => {
    const key = offset;
    offset += piece.length;
    return i % 2 === 0 ? (
      <Fragment key={key}>{piece}</Fragment>
    ) : (
      <span key={key} className="whitespace-nowrap">
        {piece}
      </span>
    );
  });
}
