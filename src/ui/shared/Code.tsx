import { memo } from 'react';
import { Breakable } from './Breakable.tsx';

/** An identifier in code style: English inside any language, breakable after `_ . - /` only. */
export const Code = memo(function Code({ children }: { children: string }) {
  return (
    <code lang="en" translate="no">
      <Breakable>{children}</Breakable>
    </code>
  );
});
