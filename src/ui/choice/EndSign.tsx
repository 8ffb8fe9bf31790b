import type { HostEnd } from '../../core/reading/host-choice.ts';
import { ChoiceSign } from '../shared/ChoiceSign.tsx';
import { signOf } from '../shared/choice-sign.ts';

/** The map's own mark before a host's name; the words beside it say the same. */
export function EndSign({ end }: { end: HostEnd }) {
  const sign = signOf(end);
  return (
    <span className="mr-1.5 inline-flex w-5 justify-center align-middle" aria-hidden="true">
      {sign ? <ChoiceSign {...sign} /> : null}
    </span>
  );
}
