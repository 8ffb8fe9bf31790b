/** How an exchange finds the bindings that match: one table per exchange, made after its type. */
import { unreachable } from '../base/assert.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { ExchangeType } from './api.ts';
import { headersMatch } from './headers-match.ts';
import type { BindingRecord, BindingTable } from './state.ts';
import { makeTopicTrie } from './topic-trie.ts';

function makeDirectTable(): BindingTable {
  const byKey = new Map<string, Set<BindingRecord>>();
  return {
    add(binding) {
      const known = byKey.get(binding.routingKey);
      if (known) known.add(binding);
      else byKey.set(binding.routingKey, new Set([binding]));
    },
    remove(binding) {
      const known = byKey.get(binding.routingKey);
      known?.delete(binding);
      if (known?.size === 0) byKey.delete(binding.routingKey);
    },
    match(routingKey, _headers, visit) {
      for (const binding of byKey.get(routingKey) ?? []) visit(binding);
    },
  };
}

function makeTopicTable(): BindingTable {
  const trie = makeTopicTrie<BindingRecord>();
  return {
    add: (binding) => trie.add(binding.routingKey, binding),
    remove: (binding) => trie.remove(binding.routingKey, binding),
    match: (routingKey, _headers, visit) => trie.match(routingKey, visit),
  };
}

function makeListTable(matches: (binding: BindingRecord, headers: JsonTable) => boolean): BindingTable {
  const all = new Set<BindingRecord>();
  return {
    add: (binding) => all.add(binding),
    remove: (binding) => all.delete(binding),
    match(_routingKey, headers, visit) {
      for (const binding of all) if (matches(binding, headers)) visit(binding);
    },
  };
}

export function makeBindingTable(type: ExchangeType): BindingTable {
  switch (type) {
    case 'direct':
      return makeDirectTable();
    case 'topic':
      return makeTopicTable();
    case 'fanout':
      return makeListTable(() => true);
    case 'headers':
      return makeListTable((binding, headers) => headersMatch(binding.arguments, headers));
    default:
      return unreachable(type);
  }
}
