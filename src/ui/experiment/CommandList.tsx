/** From a list: what can be done now to each part of the cloud, by keyboard alone. */
import { useState } from 'react';
import type { ExperimentTexts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Commands } from '../shared/Commands.tsx';
import { targetName, targetsOf } from '../shared/command-targets.ts';
import { targetKey } from '../shared/menu-command.ts';
import { Select } from '../shared/Select.tsx';

type ListTexts = ExperimentTexts['commands'];

export function CommandList({ t }: { t: ListTexts }) {
  const groups = useStore(targetsOf);
  const [chosen, setChosen] = useState('cloud');
  const all = [...groups.values()].flat();
  const target = all.find((one) => targetKey(one) === chosen) ?? all[0];
  return (
    <section className="experiment-part flex flex-col items-start gap-2" aria-labelledby="orders-title">
      <h3 id="orders-title" className="experiment-title text-body font-semibold">
        {t.title}
      </h3>
      <p className="experiment-about max-w-[60em] text-ui text-ink-2">{t.about}</p>
      <Select
        aria-label={t.which}
        value={target ? targetKey(target) : ''}
        data-order-target=""
        onChange={(event) => setChosen(event.target.value)}
      >
        {[...groups].map(([group, targets]) => (
          <optgroup key={group} label={t[group]}>
            {targets.map((one) => (
              <option key={targetKey(one)} value={targetKey(one)}>
                {targetName(one, t)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      {target ? <Commands target={target} /> : null}
    </section>
  );
}
