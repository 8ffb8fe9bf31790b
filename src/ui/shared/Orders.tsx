/** What can be done now to a service, a queue, a message, a host, the broker or the cloud: each is one command at the cursor. */
import type { SyntheticEvent } from 'react';
import { type Choice, choicesAt, type Target } from '../../core/run/choices.ts';
import type { ArgumentForm } from '../../core/run/forms.ts';
import { type ExperimentTexts, type FaultFormTexts, textsOf } from '../../i18n/index.ts';
import { rich } from '../../i18n/rich.ts';
import { factAt, isRecording, traceOf, worldsOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from './Button.tsx';
import { Disclosure } from './Disclosure.tsx';
import { filledIn, type Order, orderOf, targetKey } from './order-choices.ts';
import { RichText } from './RichText.tsx';
import './orders.css';

export function Orders({ target }: { target: Target }) {
  const texts = useStore((s) => textsOf(s.lang));
  const forms = useStore((s) => textsOf(s.lang).commands);
  const t = useStore((s) => textsOf(s.lang).experiment).orders;
  const trace = useStore(traceOf);
  const fact = useStore(factAt);
  const isOff = useStore((s) => s.engine.state === 'off');
  const isReadOnly = useStore(isRecording);
  if (isReadOnly) return <p className="orders-note">{texts.page.notice.no_experiment}</p>;
  if (trace.source !== 'simulated') return <p className="orders-note">{t.recorded}</p>;
  if (isOff) return <p className="orders-note">{t.off}</p>;
  const orders = choicesAt(trace, fact, target, worldsOf(trace)).map((choice) =>
    orderOf(choice, texts, forms, t),
  );
  // what is done at once comes first, what has to be said more of after it
  const possible = orders
    .filter(({ choice }) => choice.refusal === null)
    .toSorted((a, b) => a.asks.length - b.asks.length);
  const refused = orders.filter(({ choice }) => choice.refusal !== null);
  return (
    <div className="orders" data-orders={targetKey(target)}>
      <ul className="orders-list">
        {possible.map((order) => (
          <li key={order.key}>
            {order.asks.length === 0 ? (
              <OrderButton order={order} />
            ) : (
              <OrderForm order={order} forms={forms} t={t} />
            )}
          </li>
        ))}
      </ul>
      {refused.length === 0 ? null : (
        <Disclosure summary={t.impossible(refused.length)}>
          <ul className="orders-why">
            {refused.map((order) => (
              <li key={order.key}>
                {order.label}: <Why choice={order.choice} forms={forms} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function Why({ choice, forms }: { choice: Choice; forms: FaultFormTexts }) {
  if (!choice.refusal) return null;
  const { code, subject, other } = choice.refusal;
  return <RichText parts={rich(forms.refusals[code](subject, other), () => false)} />;
}

function OrderButton({ order }: { order: Order }) {
  const store = usePageStore();
  const running = useStore((s) => s.running);
  const { name, args, thought } = order.choice;
  return (
    <Button
      className={thought ? 'orders-thought' : ''}
      disabled={running}
      title={order.what}
      data-order={name}
      data-when={typeof args.when === 'string' ? args.when : undefined}
      onClick={() => void store.getState().issue({ name, args })}
    >
      {order.label}
    </Button>
  );
}

interface FormProps {
  readonly order: Order;
  readonly forms: FaultFormTexts;
  readonly t: ExperimentTexts['orders'];
}

function OrderForm({ order, forms, t }: FormProps) {
  const store = usePageStore();
  const running = useStore((s) => s.running);
  const { name, args } = order.choice;
  const give = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (running) return;
    const filled = filledIn(order.asks, new FormData(event.currentTarget));
    void store.getState().issue({ name, args: { ...args, ...filled } });
  };
  return (
    <form className="orders-form" data-order={name} onSubmit={give}>
      <span title={order.what}>{order.label}</span>
      {order.asks.map((ask) => (
        <Asked key={ask.name} ask={ask} forms={forms} />
      ))}
      <button type="submit" className="button button-plain" disabled={running}>
        {t.give}
        <span className="visually-hidden">: {order.label}</span>
      </button>
    </form>
  );
}

function Asked({ ask, forms }: { ask: ArgumentForm; forms: FaultFormTexts }) {
  const label = forms.args[ask.name as keyof FaultFormTexts['args']];
  if (ask.choices) {
    return (
      <select className="select" name={ask.name} aria-label={label}>
        {ask.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  const isCount = ask.kind === 'count';
  return (
    <input
      type={isCount ? 'number' : 'text'}
      name={ask.name}
      aria-label={label}
      placeholder={label}
      title={label}
      required
      min={ask.min}
      max={ask.max}
      maxLength={32}
    />
  );
}
