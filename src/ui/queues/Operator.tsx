/** What an operator would read in a shell at this step. */
import { LIST_COMMANDS, rabbitmqctl } from '../../core/amqp/rabbitmqctl.ts';
import type { Texts } from '../../i18n/index.ts';
import { worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';

const OUTPUT = 'overflow-x-auto p-3 font-mono text-cap [tab-size:8] focus-visible:-outline-offset-2';

export function Operator({ vhost, texts }: { vhost: string; texts: Texts }) {
  const world = useStore(worldOf);
  const t = texts.queues.operator;
  return (
    <>
      <p className="text-ink-2">{t.about}</p>
      {LIST_COMMANDS.map((name) => {
        const { command, text } = rabbitmqctl(world, name, vhost);
        return (
          <section
            key={name}
            className="overflow-hidden rounded-l border border-line bg-paper shadow-1"
            aria-label={t.output(name)}
            data-listing={name}
          >
            <div className="flex flex-wrap items-center justify-between gap-x-2 border-b border-line pr-1 pl-3">
              <code className="py-1 text-cap font-semibold wrap-anywhere" lang="en" translate="no">
                $ {command}
              </code>
              <CopyButton text={text} what={name} texts={texts} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it */}
            <pre className={OUTPUT} lang="en" translate="no" tabIndex={0}>
              {text}
            </pre>
          </section>
        );
      })}
    </>
  );
}
