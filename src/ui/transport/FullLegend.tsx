/** Loaded with the list of keys: what each kind of message means for its sender. */
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { kindsOf } from './Legend.tsx';

export function FullLegend() {
  const texts = useStore((s) => textsOf(s.lang));
  const kinds = useStore((s) => kindsOf(traceOf(s)));
  return (
    <ul className="legend grid gap-1 text-ui text-ink-2" aria-label={texts.page.transport.legend}>
      {kinds.map((kind) => {
        const [name, meaning] = [texts.words.kinds[kind], texts.words.kindMeaning[kind]];
        return (
          <li key={kind} className="flex gap-1.5 *:[svg]:mt-0.5">
            <KindGlyph kind={kind} size="1.06rem" />{' '}
            <span>
              {meaning.startsWith(name) ? null : <b className="font-semibold text-ink">{name} </b>}
              {meaning}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
