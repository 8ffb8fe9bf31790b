/** The same commands on another cloud: a hop as cast or call, fewer API workers, no queue at all. */
import type { SyntheticEvent } from 'react';
import type { ExperimentTexts } from '../../i18n/experiment-texts.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';

type VariantTexts = ExperimentTexts['variants'];

/** The three hops that carry a boot from service to service, with what Nova uses. */
const HOPS = [
  ['schedule_and_build_instances', 'cast'],
  ['select_destinations', 'call'],
  ['build_and_run_instance', 'cast'],
] as const;

export function Variants({ t }: { t: VariantTexts }) {
  const deployment = useStore((s) => s.experiment.deployment);
  const running = useStore((s) => s.running);
  const vary = useStore((s) => s.vary);
  const isNova = useStore((s) => s.trace.topology.services.some((place) => place.kind === 'nova'));
  const isSimulated = useStore((s) => s.trace.source === 'simulated' && s.engine.state !== 'off');
  if (!isNova || !isSimulated) return null;
  const isDirect = deployment?.wiring === 'direct';
  const turn = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const hops = HOPS.filter(([method, nova]) => form.get(method) !== nova).map(
      ([method]) => [method, String(form.get(method))] as const,
    );
    void vary({ hops: Object.fromEntries(hops) });
  };
  return (
    <section className="experiment-part" aria-labelledby="variants-title" data-variants="">
      <h3 id="variants-title" className="experiment-title">
        {t.title}
      </h3>
      <p className="experiment-about">{t.about}</p>
      {isDirect ? null : (
        <form className="variants-hops" onSubmit={turn}>
          <fieldset disabled={running}>
            <legend>{t.hops}</legend>
            {HOPS.map(([method, nova]) => (
              <label key={method} className="variants-hop">
                <Code>{method}</Code>
                <span className="experiment-about">{t.hop[method]}</span>
                <select
                  className="select"
                  name={method}
                  data-hop={method}
                  defaultValue={hopOf(deployment?.hops, method) ?? nova}
                >
                  {(['cast', 'call'] as const).map((how) => (
                    <option key={how} value={how}>
                      {how === nova ? `${t[how]} (${t.asNova})` : t[how]}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            <button type="submit" className="button button-plain" data-hops-run="">
              {t.run}
            </button>
          </fieldset>
        </form>
      )}
      <div className="variants-direct">
        <Button
          disabled={running}
          data-wiring={isDirect ? 'queue' : 'direct'}
          onClick={() => void vary(isDirect ? { wiring: 'queue' } : { wiring: 'direct', hops: {} })}
        >
          {isDirect ? t.queue : t.direct}
        </Button>
        <p className="experiment-about">{t.directNote}</p>
      </div>
    </section>
  );
}

function hopOf(hops: unknown, method: string): string | null {
  if (typeof hops !== 'object' || hops === null) return null;
  const how = (hops as { readonly [name: string]: unknown })[method];
  return typeof how === 'string' ? how : null;
}
