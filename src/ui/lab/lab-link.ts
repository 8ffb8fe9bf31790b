/** The lab in the page's address, as `lab=` beside the keys of `link-codec.ts`: it fills the form and runs nothing. */
import { unpackLab } from '../../core/lab/settings.ts';
import { parseLink, printLink } from '../../store/link-codec.ts';
import type { Run } from '../../store/runs.ts';
import type { PageState } from '../../store/store.ts';
import { fieldsOf, type KnobTexts } from './knobs.ts';

const KEY = 'lab';

/** `packed` as `packLab` writes it. */
export function labLink(
  href: string,
  { lang, scenario, level, step: n }: Pick<PageState, 'lang' | 'level' | 'step'> & Pick<Run, 'scenario'>,
  packed: string,
): string {
  const parts = { lang, scenario, step: { level, n }, panel: 'lab', other: [[KEY, packed]] } as const;
  return href.replace(/#.*/, '') + printLink(parts);
}

/** The form that an address asks for; null = it asks for none; `bad` = for one that cannot be shown. */
export function fieldsFrom(hash: string): KnobTexts | 'bad' | null {
  const packed = parseLink(hash).other.find(([key]) => key === KEY)?.[1];
  if (packed === undefined) return null;
  try {
    return fieldsOf(unpackLab(packed)) ?? 'bad';
  } catch {
    return 'bad';
  }
}
