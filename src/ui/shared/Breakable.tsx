import { memo } from 'react';
import { inPlace } from './in-place.ts';

/** Running text in which long identifiers may break after `_`, `.`, `/` and `-` only. */
export const Breakable = memo(function Breakable({ children }: { children: string }) {
  const parts = children.split(/(?<=[_./-])/).flatMap((part, i) => (i === 0 ? [part] : [null, part]));
  return inPlace(parts, (part) => part ?? <wbr />);
});
