/** The way from the player to the page, at this step. */
import { ExternalLink } from 'lucide-react';
import { textsOf } from '../../../i18n/index.ts';
import { experimentOf, scenarioOf } from '../../../store/derived.ts';
import { printLink } from '../../../store/link-codec.ts';
import { useStore } from '../../../store/use-store.ts';

/** The player lies one folder below the page. */
const PAGE = '../';

export function OpenLink() {
  const t = useStore((s) => textsOf(s.lang).aside.embed);
  const hash = useStore((s) => {
    const seed = experimentOf(s)?.seed;
    const { lang, theme, level, periodic, step } = s;
    const place = { lang, theme, periodic, scenario: scenarioOf(s), step: { level, n: step } };
    return printLink(seed === undefined ? place : { ...place, seed });
  });
  return (
    <a
      className="inline-flex min-h-9 items-center gap-1.5 rounded-s underline decoration-line-2 underline-offset-3 hover:decoration-ink touch:min-h-11"
      href={PAGE + hash}
      target="_blank"
      rel="noopener"
      title={t.openTitle}
      data-open-page=""
    >
      <ExternalLink size="1.1em" strokeWidth={1.9} aria-hidden="true" />
      {t.open}
    </a>
  );
}
