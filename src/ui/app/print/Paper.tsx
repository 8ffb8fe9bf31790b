/** What was asked for on paper: it stands in the document, unseen, while the browser's print dialog is open. */
import { useCallback } from 'react';
import { createPortal } from 'react-dom';
import { textsOf } from '../../../i18n/index.ts';
import { useStore } from '../../../store/use-store.ts';
import { useLifetime } from '../../shared/hooks.ts';
import { askForPaper, type PaperAsked } from '../../shared/paper.ts';
import { Handout } from './Handout.tsx';
import { paperSheet } from './paper-sheet.ts';
import { Storyboard } from './Storyboard.tsx';

/** Once everything stands there; gone when the dialog is shut. */
function print(): () => void {
  const done = (): void => askForPaper(null);
  const open = async (): Promise<void> => {
    paperSheet();
    await document.fonts.ready;
    window.addEventListener('afterprint', done, { once: true });
    window.print();
  };
  void open();
  return () => window.removeEventListener('afterprint', done);
}

export function Paper({ asked }: { asked: PaperAsked }) {
  const foot = useStore((s) => textsOf(s.lang).paper).sheet.foot;
  const lang = useStore((s) => s.lang);
  useLifetime(useCallback(print, []));
  return createPortal(
    <main className="paper" lang={lang} data-paper={asked.what} aria-hidden="true">
      {asked.what === 'handout' ? <Handout /> : <Storyboard steps={asked.steps} />}
      <p className="paper-foot">{foot}</p>
    </main>,
    document.body,
  );
}
