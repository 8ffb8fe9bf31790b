/** A REST request, its answer, and where the time between them went. */

import { indexOf } from '../../core/reading/trace-index.ts';
import type { FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, type Texts } from '../../i18n/index.ts';
import { richFact } from '../../i18n/tell-fact.ts';
import { factAt } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { RichText } from '../shared/RichText.tsx';
import { BarView } from './BarView.tsx';
import { PlainBody } from './Body.tsx';
import { Facts } from './Facts.tsx';
import { Part } from './Part.tsx';
import { View } from './View.tsx';
import { WorkView } from './WorkView.tsx';

export function HttpView({
  fact,
  trace,
  texts,
}: {
  fact: FactOf<'http.requested'>;
  trace: Trace;
  texts: Texts;
}) {
  const upTo = useStore(factAt);
  const t = texts.panels.inspector;
  const answered = indexOf(trace).exchanges.get(fact.exchange_id)?.answered;
  const answer = answered && answered.index <= upTo ? answered : null;
  return (
    <View
      of={{ 'data-exchange': fact.exchange_id }}
      title={
        <>
          <KindGlyph kind="http" /> <RichText parts={richFact(texts, fact, trace)} />
        </>
      }
    >
      <Part name={t.request} aside={`${fact.method} ${fact.path}`}>
        <Facts
          lines={[
            [t.path, <Code key="path">{`${fact.method} ${fact.path}`}</Code>],
            [t.microversion, fact.microversion === '' ? texts.panels.common.none : fact.microversion],
            [t.fields.request_id.label, fact.global_request_id ?? texts.panels.common.none],
          ]}
        />
        <PlainBody body={fact.body} texts={texts} />
        <WorkView fact={fact.index} texts={texts} />
      </Part>
      {answer ? (
        <Part
          name={t.answer}
          aside={`${answer.status}${texts.panels.common.comma}${duration((answer.at - fact.at) / 1000)}`}
        >
          <Facts lines={[[t.fields.request_id.label, <Code key="id">{answer.request_id}</Code>]]} />
          <PlainBody body={answer.body} texts={texts} />
        </Part>
      ) : null}
      <BarView fact={fact} trace={trace} />
    </View>
  );
}
