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
      <div className="tree-leaf">
        {label}
        <Leaf value={node.value} />
      </div>
    );
  }
  const children = childrenOf(node);
  if (children.length === 0) {
    return (
      <div className="tree-leaf">
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
    <details className="tree-branch" open={open} onToggle={onToggle}>
      <summary>{summary}</summary>
      {opened ? <div className="tree-children">{children()}</div> : null}
    </details>
  );
}

function Label({ name, changed, texts }: { name: string | null; changed: boolean; texts: Texts }) {
  if (name === null) return null;
  return (
    <>
      <code lang="en" className="tree-key">
        {name}
      </code>
      {changed ? <span className="tree-changed">{texts.panels.inspector.changed}</span> : null}{' '}
    </>
  );
}

function Leaf({ value }: { value: string | number | boolean | null }) {
  if (value === null) return <em className="null">null</em>;
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
  if (node.kind === 'list') return <span className="tree-size">{t.items(node.items.length)}</span>;
  if (node.name !== null) {
    return (
      <code lang="en" className="tree-object">
        {t.object(node.name, node.version ?? '')}
      </code>
    );
  }
  return <span className="tree-size">{t.keys(node.entries.length)}</span>;
}
