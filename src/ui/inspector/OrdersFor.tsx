import type { Target } from '../../core/run/choices.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Disclosure } from '../shared/Disclosure.tsx';
import { Orders } from '../shared/Orders.tsx';

/** What can be done to the thing that is looked at. */
export function OrdersFor({ target }: { target: Target }) {
  const t = useStore((s) => textsOf(s.lang).experiment).orders;
  return (
    <Disclosure summary={t.title} lazy>
      <Orders target={target} />
    </Disclosure>
  );
}
