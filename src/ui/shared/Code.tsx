import { Fragment } from 'react';

/** An identifier in code style: English inside any language, breakable after `_ . - /` only. */
export function Code({ children }: { children: string }) {
  const parts = children.split(/(?<=[_.\-/])/);
  let offset = 0;
  return (
    <code lang="en" translate="no">
      {parts.map((part) => {
        const key = offset;
        offset += part.length;
        return (
          <Fragment key={key}>
            {key > 0 ? <wbr /> : null}
            {part}
          </Fragment>
        );
      })}
    </code>
  );
}
