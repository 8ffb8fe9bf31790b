/** From a list: what can be done now to each part of the cloud, by keyboard alone. */
import { useState } from 'react';
import type { ExperimentTexts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Commands } from '../shared/Commands.tsx';
import { targetName, targetsOf } from '../shared/command-targets.ts';
import { targetKey } from '../shared/menu-command.ts';

type ListTexts = ExperimentTexts['commands'];

export function CommandList({ t }: { t: ListTexts }) {
  const groups = useStore(targetsOf);
  const [chosen, setChosen] = useState('cloud');
  const all = [...groups.values()].flat();
  const target = all.find((one) => targetKey(one) === chosen) ?? all[0];
  return (
    <section className="experiment-part" aria-labelledby="orders-title">
      <h3 id="orders-title" className="experiment-title">
        {t.title}
      </h3>
      <p className="experiment-about">{t.about}</p>
      <select
        className="select"
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
      </select>
      {target ? <Commands target={target} /> : null}
    </section>
  );
}
