import { Check, Minus } from 'lucide-react';
import type { SignOfHost } from './choice-sign.ts';

const LOOKS = {
  host_chosen: 'border-ink bg-ink text-paper',
  host_alternate: 'border-ink bg-paper text-ink',
  host_left_out: 'border-line-2 border-dashed bg-paper text-ink-3',
} as const;

/** A small round sign: a check, a place, a stroke. What it means stands beside it, or in the list of signs. */
export function ChoiceSign({ sign, place }: SignOfHost) {
  return (
    <span
      className={`inline-flex size-5 items-center justify-center rounded-full border text-ui leading-none font-semibold tabular-nums ${LOOKS[sign]}`}
      data-mark={sign}
    >
      {sign === 'host_chosen' ? <Check size={13} strokeWidth={3} aria-hidden="true" /> : null}
      {sign === 'host_alternate' ? place : null}
      {sign === 'host_left_out' ? <Minus size={13} strokeWidth={2.5} aria-hidden="true" /> : null}
    </span>
  );
}
