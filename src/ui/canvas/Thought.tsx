/** What marks the thought experiment: its name, the wires counted, and what would be fair to say. */
import { countWires, isDirect } from '../../core/reading/wires.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';

export function Thought() {
  const texts = useStore((s) => textsOf(s.lang).thought);
  const trace = useStore(traceOf);
  if (!isDirect(trace)) return null;
  const { services, wires, one_more } = countWires(trace);
  return (
    <details className="thought absolute top-1.5 left-3 desk:left-32 z-5 max-w-[min(60ch,calc(100%-24px))] rounded-s border-[1.5px] border-dashed border-error bg-paper px-2.5 py-0.5 text-ui tall:top-auto tall:bottom-1 tall:max-w-[calc(100%-190px)] phone:top-auto phone:bottom-1 phone:max-w-[calc(100%-160px)]">
      <summary className="min-h-6 cursor-pointer">
        <strong>{texts.name}</strong> {texts.wires(wires, services)}
      </summary>
      <p className="my-1.5">{texts.oneMore(one_more)}</p>
      <p className="my-1.5">{texts.fair}</p>
    </details>
  );
}
