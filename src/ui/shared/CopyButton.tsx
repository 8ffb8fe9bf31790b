import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Texts } from '../../i18n/index.ts';
import { Button } from './Button.tsx';

interface Props {
  /** a function where the text is long and made only when it is asked for */
  readonly text: string | (() => string | Promise<string>);
  /** tells several buttons apart for who hears them */
  readonly what?: string;
  /** instead of "Copy" */
  readonly label?: string;
  readonly texts: Texts;
}

/** Copies a text; says "copied" until it is left. Without a clipboard it stays as it is. */
export function CopyButton({ text, what, label, texts }: Props) {
  const [copied, setCopied] = useState(false);
  const t = texts.panels.common;
  const copy = (): void => {
    Promise.resolve(typeof text === 'string' ? text : text())
      .then((whole) => navigator.clipboard.writeText(whole))
      .then(
        () => setCopied(true),
        () => setCopied(false),
      );
  };
  return (
    <Button look="quiet" onClick={copy} onBlur={() => setCopied(false)}>
      {copied ? <Check size="1.1em" aria-hidden="true" /> : <Copy size="1.1em" aria-hidden="true" />}
      {copied ? t.copied : (label ?? t.copy)}
      {what === undefined ? null : <span className="sr-only">: {what}</span>}
    </Button>
  );
}
