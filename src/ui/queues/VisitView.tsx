/** An exchange on a message's way: the bindings that fit, and folded away those that do not, each with its reason. */
import type { Miss, Visit, Way } from '../../core/amqp/route-preview.ts';
import { unreachable } from '../../core/base/assert.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { GRID, GRID_BOX, GRID_CAPTION, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';
import { RichText } from '../shared/RichText.tsx';
import { Arguments } from './Flags.tsx';
import { QueueName } from './QueueName.tsx';

/** With more than these the misses are folded away. */
const OPEN_MISSES = 8;

export function VisitView({ visit, texts }: { visit: Visit; texts: Texts }) {
  const t = texts.queues.preview;
  const fits = visit.ways.filter((way) => way.fits);
  const misses = visit.ways.filter((way) => !way.fits);
  if (visit.ways.length === 0) return <p className="text-ink-2">{texts.panels.queues.noBinding}</p>;
  return (
    <>
      {fits.length > 0 ? <Ways caption={t.fits(fits.length)} ways={fits} texts={texts} /> : null}
      {misses.length > 0 ? (
        <Disclosure summary={t.misses(misses.length)} open={misses.length <= OPEN_MISSES}>
          <Ways caption={null} ways={misses} texts={texts} />
        </Disclosure>
      ) : null}
    </>
  );
}

function Ways({ caption, ways, texts }: { caption: string | null; ways: readonly Way[]; texts: Texts }) {
  const t = texts.queues;
  const missed = caption === null;
  return (
    <div className={GRID_BOX}>
      <table className={GRID}>
        {caption === null ? null : <caption className={GRID_CAPTION}>{caption}</caption>}
        <thead>
          <tr>
            <th scope="col" className={GRID_HEAD}>
              {texts.panels.queues.routingKey}
            </th>
            <th scope="col" className={GRID_HEAD}>
              {t.destination}
            </th>
            {missed ? (
              <th scope="col" className={GRID_HEAD}>
                {t.preview.why}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {ways.map(({ binding, miss }) => (
            <tr
              key={`${binding.routing_key} ${binding.destination_type} ${binding.destination} ${JSON.stringify(binding.arguments)}`}
              data-way={binding.destination}
              data-fits={String(!missed)}
            >
              <td className={GRID_CELL}>
                {binding.routing_key === '' ? (
                  texts.panels.common.emptyText
                ) : (
                  <Code>{binding.routing_key}</Code>
                )}
                <Arguments table={binding.arguments} />
              </td>
              <td className={GRID_CELL}>
                {binding.destination_type === 'exchange' ? `${t.toExchange} ` : null}
                <QueueName name={binding.destination} />
              </td>
              {miss ? (
                <td className={`${GRID_CELL} font-sans whitespace-normal!`}>
                  <RichText parts={rich(missSentence(miss, texts), () => false)} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function missSentence(miss: Miss, texts: Texts): string {
  const t = texts.queues.preview.miss;
  switch (miss.kind) {
    case 'key':
      return t.key(miss.asks, miss.has);
    case 'word':
      return t.word(miss.place, miss.asks, miss.has);
    case 'too_short':
      return t.too_short(miss.place, miss.asks);
    case 'too_long':
      return t.too_long(miss.place, miss.has);
    case 'after_hash':
      return t.after_hash(miss.asks);
    case 'headers':
      return [
        t[miss.how],
        ...(miss.missing.length > 0 ? [t.missing(miss.missing)] : []),
        ...(miss.differing.length > 0 ? [t.differing(miss.differing)] : []),
      ].join(texts.lang === 'en' ? ' ' : '');
    default:
      return unreachable(miss);
  }
}
