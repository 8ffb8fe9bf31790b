/** A JSON value as a tree that opens level by level; objects of Nova go by their name and version. */
import { type SyntheticEvent, useState } from 'react';
import type { Json } from '../../core/base/json.ts';
import type { Texts } from '../../i18n/index.ts';
import { nodeOf, type TreeNode } from './wire.ts';

interface Props {
  /** key or index under which it stands; null at the top */
  readonly name: string | null;
  readonly value: Json;
  readonly changed?: boolean;
  readonly open?: boolean;
  readonly texts: Texts;
}

export function Tree({ name, value, changed = false, open = false, texts }: Props) {
  const node = nodeOf(value);
  const label = <Label name={name} changed={changed} texts={texts} />;
  if (node.kind === 'leaf') {
    return (
      <div className="tree-leaf py-px pl-[1.1em]">
        {label}
        <Leaf value={node.value} />
      </div>
    );
  }
  const children = childrenOf(node);
  if (children.length === 0) {
    return (
      <div className="tree-leaf py-px pl-[1.1em]">
        {label}
        <code lang="en">{node.kind === 'list' ? '[]' : '{}'}</code>
      </div>
    );
  }
  return (
    <Branch
      summary={
        <>
          {label} {summaryOf(node, texts)}
        </>
      }
      open={open}
    >
      {() =>
        children.map(([key, child]) => (
          <Tree
            key={key}
            name={key}
            value={child}
            changed={node.kind === 'object' && node.changed.has(key)}
            texts={texts}
          />
        ))
      }
    </Branch>
  );
}

/** Children are made only once it was opened: bodies are large. */
function Branch({
  summary,
  open,
  children,
}: {
  summary: React.ReactNode;
  open: boolean;
  children: () => React.ReactNode;
}) {
  const [opened, setOpened] = useState(open);
  const onToggle = (event: SyntheticEvent<HTMLDetailsElement>): void => {
    if (event.currentTarget.open) setOpened(true);
  };
  return (
    <details
      className="tree-branch [&>summary]:min-h-6 touch:[&>summary]:min-h-11"
      open={open}
      onToggle={onToggle}
    >
      <summary>{summary}</summary>
      {opened ? (
        <div className="tree-children ml-[0.4em] border-l border-line pl-[0.8em]">{children()}</div>
      ) : null}
    </details>
  );
}

function Label({ name, changed, texts }: { name: string | null; changed: boolean; texts: Texts }) {
  if (name === null) return null;
  return (
    <>
      <code lang="en" className="tree-key text-ink-2">
        {name}
      </code>
      {changed ? (
        <span className="tree-changed ml-1 rounded-full border border-mark-line/60 bg-mark px-1.5 text-cap font-semibold">
          {texts.panels.inspector.changed}
        </span>
      ) : null}{' '}
    </>
  );
}

function Leaf({ value }: { value: string | number | boolean | null }) {
  if (value === null) return <em className="null text-ink-2 italic">null</em>;
  const type = typeof value;
  return (
    <code lang="en" className={`tree-${type}`}>
      {type === 'string' ? JSON.stringify(value) : String(value)}
    </code>
  );
}

function childrenOf(node: Exclude<TreeNode, { kind: 'leaf' }>): readonly (readonly [string, Json])[] {
  return node.kind === 'list' ? node.items.map((item, i) => [String(i), item] as const) : node.entries;
}

function summaryOf(node: Exclude<TreeNode, { kind: 'leaf' }>, texts: Texts) {
  const t = texts.panels.inspector;
  if (node.kind === 'list') return <span className="tree-size text-ink-2">{t.items(node.items.length)}</span>;
  if (node.name !== null) {
    return (
      <code lang="en" className="tree-object font-semibold">
        {t.object(node.name, node.version ?? '')}
      </code>
    );
  }
  return <span className="tree-size text-ink-2">{t.keys(node.entries.length)}</span>;
}
