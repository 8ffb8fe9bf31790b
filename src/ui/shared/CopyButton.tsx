import { useState } from 'react';
import type { Texts } from '../../i18n/index.ts';
import { Button } from './Button.tsx';

/** Copies a text; says "copied" until it is left. Without a clipboard it stays as it is. `what` tells several apart. */
export function CopyButton({ text, what, texts }: { text: string; what?: string; texts: Texts }) {
  const [copied, setCopied] = useState(false);
  const t = texts.panels.common;
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Button look="quiet" onClick={copy} onBlur={() => setCopied(false)}>
      {copied ? t.copied : t.copy}
      {what === undefined ? null : <span className="visually-hidden">: {what}</span>}
    </Button>
  );
}
