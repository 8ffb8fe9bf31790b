/** Commands in the reader's language, as the menus name them. */
import type { RefusedCommand as Refused } from '../../core/story/sense.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';

interface Props {
  readonly commands: readonly string[];
  /** the sentence around them */
  readonly say: (names: string) => string;
}

export function CommandNames({ commands, say }: Props) {
  const texts = useStore((s) => textsOf(s.lang));
  const names: { readonly [name: string]: string } = texts.commands.names;
  const told = [...new Set(commands)].map((name) => names[name] ?? name);
  return say(told.join(texts.words.separator));
}

/** Why a command made no sense at its moment. */
export function RefusedCommand({ refused }: { readonly refused: Refused }) {
  const texts = useStore((s) => textsOf(s.lang));
  const { code, subject, other } = refused;
  const why = texts.commands.refusals[code](subject, other)
    .replaceAll('`', '')
    .replace(/[.。]$/, '');
  return texts.aside.notice.refused(why);
}
