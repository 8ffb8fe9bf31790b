import { Fragment } from 'react';

/** Running text in which long identifiers may break after `_`, `.`, `/` and `-` only. */
export function Breakable({ children }: { children: string }) {
  let offset = 0;
  return children.split(/(?<=[_./-])/).map((part) => {
    const key = offset;
    offset += part.length;
    return (
      <Fragment key={key}>
        {key > 0 ? <wbr /> : null}
        {part}
      </Fragment>
    );
  });
}
