/** Orders by hand: each is a command of the experiment at the cursor, so it forks, undoes and links like every other. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Texts } from '../../i18n/index.ts';
import { experimentOf, isRecording, stepsOf, traceOf } from '../../store/derived.ts';
import type { CommandAsked } from '../../store/state.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { showWhole } from '../shared/keep-in-view.ts';
import { HandField } from './HandField.tsx';
import { HandOutcome } from './HandOutcome.tsx';
import { type FieldName, type Filled, ORDER_NAMES, ORDERS, type OrderName, readOrder } from './orders.ts';
import { outcomeOf } from './outcome.ts';

/** What came of the last order: it stands in the trace, or a sentence says why it was not given. */
type Last = { readonly given: CommandAsked; readonly order: number } | { readonly wrong: string } | null;

interface Props {
  readonly vhost: string;
  readonly choose: ReactNode;
  readonly texts: Texts;
}

export function ByHand({ vhost, choose, texts }: Props) {
  const t = texts.queues.hand;
  const recorded = useStore((s) => traceOf(s).source !== 'simulated');
  const isOff = useStore((s) => s.engine.state === 'off');
  const isReadOnly = useStore(isRecording);
  const running = useStore((s) => s.running);
  const give = useGive(texts);
  const [order, setOrder] = useState<OrderName>('declare_queue');
  const [filled, setFilled] = useState<{ readonly [name in OrderName]?: Filled }>({});
  const [last, setLast] = useState<Last>(null);
  const fill = (field: FieldName, value: string): void =>
    setFilled((all) => ({ ...all, [order]: { ...all[order], [field]: value } }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (running || isOff) return;
    void give(order, filled[order] ?? {}, vhost).then(setLast);
  };
  if (isReadOnly) return <p>{texts.page.notice.no_experiment}</p>;
  if (recorded) return <p>{t.recorded}</p>;
  return (
    <form className="queues-hand" onSubmit={submit} noValidate>
      <div className="queues-form">
        <label className="queues-field">
          <span>{t.order}</span>
          <select
            className="select"
            value={order}
            data-field="order"
            onChange={(event) => setOrder(event.target.value as OrderName)}
          >
            {ORDER_NAMES.map((name) => (
              <option key={name} value={name}>
                {t.commands[name]}
              </option>
            ))}
          </select>
        </label>
        {ORDERS[order].length > 0 ? choose : null}
        {ORDERS[order].map((field) => (
          <HandField
            key={`${order} ${field.name}`}
            field={field}
            vhost={vhost}
            value={filled[order]?.[field.name] ?? ''}
            onChange={(value) => fill(field.name, value)}
            texts={texts}
          />
        ))}
        <button
          type="submit"
          className="button button-filled"
          disabled={isOff || running}
          aria-busy={running}
          data-give={order}
        >
          {running ? texts.page.top.running : t.give}
        </button>
      </div>
      {last && 'wrong' in last ? (
        <p className="queues-wrong" role="alert" ref={showWhole}>
          {last.wrong}
        </p>
      ) : null}
      {last && 'given' in last ? <HandOutcome key={last.order} asked={last.given} texts={texts} /> : null}
      <p className="quiet">{t.about}</p>
    </form>
  );
}

/** Gives the order and goes to its step: the next order then comes after all that this one did. */
function useGive(texts: Texts): (order: OrderName, filled: Filled, vhost: string) => Promise<Last> {
  const store = usePageStore();
  const t = texts.queues.hand;
  return async (order, filled, vhost) => {
    const read = readOrder(order, filled, vhost);
    if (!read.ok) {
      const label = t.fields[read.field];
      return { wrong: read.wrong === 'count' ? t.countBad(label) : t.tableBad(label, read.text) };
    }
    const asked: CommandAsked = { name: order, args: read.args };
    const before = traceOf(store.getState());
    store.getState().setNotice(null);
    await store.getState().issue(asked);
    const state = store.getState();
    if (traceOf(state) === before) {
      const why = state.notice?.kind === 'run_failed' ? state.notice.message : '';
      state.setNotice(null);
      return { wrong: t.failed(why) };
    }
    const outcome = outcomeOf(traceOf(state), asked);
    if (outcome) state.seek(stepOfFact(stepsOf(state), outcome.index));
    return { given: asked, order: experimentOf(state)?.commands?.length ?? 0 };
  };
}
