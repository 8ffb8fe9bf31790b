/** What marks the thought experiment: its name, the wires counted, and what would be fair to say. */
import './thought.css';
import { countWires, isDirect } from '../../core/reading/wires.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';

export function Thought() {
  const texts = useStore((s) => textsOf(s.lang).page).map.direct;
  const trace = useStore(traceOf);
  if (!isDirect(trace)) return null;
  const { services, wires, one_more } = countWires(trace);
  return (
    <details className="thought">
      <summary>
        <strong>{texts.name}</strong> {texts.wires(wires, services)}
      </summary>
      <p>{texts.oneMore(one_more)}</p>
      <p>{texts.fair}</p>
    </details>
  );
}
