/** The same commands on another cloud: a hop as cast or call, fewer API workers, no queue at all. */
import type { SyntheticEvent } from 'react';
import { HOPS, type Hop, NOVA_HOPS } from '../../core/words/methods.ts';
import type { ExperimentTexts } from '../../i18n/index.ts';
import { experimentOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { Select } from '../shared/Select.tsx';

type VariantTexts = ExperimentTexts['variants'];

/** Those that have a sentence of their own; the rest are a compute's object calls. */
const isChief = (hop: Hop, t: VariantTexts): hop is keyof VariantTexts['hop'] => Object.hasOwn(t.hop, hop);

export function Variants({ t }: { t: VariantTexts }) {
  const deployment = useStore((s) => experimentOf(s)?.deployment);
  const running = useStore((s) => s.running);
  const { vary } = useActions();
  const isNova = useStore((s) => traceOf(s).topology.services.some((place) => place.kind === 'nova'));
  const isSimulated = useStore((s) => traceOf(s).source === 'simulated' && s.engine.state !== 'off');
  if (!isNova || !isSimulated) return null;
  const isDirect = deployment?.wiring === 'direct';
  const turn = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const hops = HOPS.filter((hop) => form.get(hop) !== NOVA_HOPS[hop]).map(
      (hop) => [hop, String(form.get(hop))] as const,
    );
    void vary({ hops: Object.fromEntries(hops) });
  };
  return (
    <section
      className="experiment-part flex flex-col items-start gap-2"
      aria-labelledby="variants-title"
      data-variants=""
    >
      <h3 id="variants-title" className="experiment-title text-body font-semibold">
        {t.title}
      </h3>
      <p className="experiment-about max-w-[60em] text-ui text-ink-2">{t.about}</p>
      {isDirect ? null : (
        <form className="variants-hops" onSubmit={turn}>
          <fieldset className="flex flex-wrap items-center gap-x-5 gap-y-2" disabled={running}>
            <legend className="pb-1.5 text-ui font-semibold">{t.hops}</legend>
            {HOPS.map((hop) =>
              isChief(hop, t) ? (
                <HopChoice key={hop} hop={hop} about={t.hop[hop]} hops={deployment?.hops} t={t} />
              ) : null,
            )}
            <Disclosure className="basis-full" summary={t.objectHops}>
              <div className="variants-objects flex flex-wrap gap-x-5 gap-y-2 py-2">
                {HOPS.map((hop) =>
                  isChief(hop, t) ? null : <HopChoice key={hop} hop={hop} hops={deployment?.hops} t={t} />,
                )}
              </div>
            </Disclosure>
            <Button type="submit" data-hops-run="">
              {t.run}
            </Button>
          </fieldset>
        </form>
      )}
      <div className="variants-direct flex flex-wrap items-center gap-3">
        <Button
          disabled={running}
          data-wiring={isDirect ? 'queue' : 'direct'}
          onClick={() => void vary(isDirect ? { wiring: 'queue' } : { wiring: 'direct', hops: {} })}
        >
          {isDirect ? t.queue : t.direct}
        </Button>
        <p className="experiment-about max-w-[60em] text-ui text-ink-2">{t.directNote}</p>
      </div>
    </section>
  );
}

interface ChoiceProps {
  readonly hop: Hop;
  /** who sends it to whom */
  readonly about?: string;
  /** the `hops` of the deployment */
  readonly hops: unknown;
  readonly t: VariantTexts;
}

function HopChoice({ hop, about, hops, t }: ChoiceProps) {
  const nova = NOVA_HOPS[hop];
  return (
    <label className="variants-hop inline-flex flex-wrap items-center gap-1.5 text-ui">
      <Code>{hop}</Code>
      {about === undefined ? null : <span className="experiment-about text-ui text-ink-2">{about}</span>}
      <Select name={hop} data-hop={hop} defaultValue={hopOf(hops, hop) ?? nova}>
        {(['cast', 'call'] as const).map((how) => (
          <option key={how} value={how}>
            {how === nova ? `${t[how]} (${t.asNova})` : t[how]}
          </option>
        ))}
      </Select>
    </label>
  );
}

function hopOf(hops: unknown, method: string): string | null {
  if (typeof hops !== 'object' || hops === null) return null;
  const how = (hops as { readonly [name: string]: unknown })[method];
  return typeof how === 'string' ? how : null;
}
