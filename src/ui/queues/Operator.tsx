/** What an operator would read in a shell at this step. */
import type { ReactNode } from 'react';
import { LIST_COMMANDS, rabbitmqctl } from '../../core/amqp/rabbitmqctl.ts';
import type { Texts } from '../../i18n/index.ts';
import { worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';

export function Operator({ vhost, choose, texts }: { vhost: string; choose: ReactNode; texts: Texts }) {
  const world = useStore(worldOf);
  const t = texts.queues.operator;
  return (
    <>
      <div className="queues-form">
        {choose}
        <p className="quiet queues-beside">{t.about}</p>
      </div>
      {LIST_COMMANDS.map((name) => {
        const { command, text } = rabbitmqctl(world, name, vhost);
        return (
          <section key={name} className="queues-listing" aria-label={t.output(name)} data-listing={name}>
            <div className="queues-command">
              <code lang="en" translate="no">
                $ {command}
              </code>
              <CopyButton text={text} what={name} texts={texts} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it */}
            <pre className="queues-output" lang="en" translate="no" tabIndex={0}>
              {text}
            </pre>
          </section>
        );
      })}
    </>
  );
}
