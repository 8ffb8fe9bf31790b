/**
 * The inner message of oslo.messaging, redacted as JSON text: one walk through what was parsed writes what is listed and measures
 * the rest. No second message is built.
 */
import { isObject } from '../../base/json.ts';
import { HIDDEN_KEY, hiddenText } from '../../trace/hidden.ts';
import { type FieldRule, isSeconds, RULES, SHAPES } from './allowed.ts';
import { bytesIn, DEEPEST, parseBounded } from './measure.ts';
import type { HiddenPlace, PlainValue, ScalarRedactor } from './scalar.ts';
import { tracebackKept } from './traceback.ts';

type MessagePart = { readonly [key: string]: unknown };

/** null = it nests too deep. */
export function messageKept(message: MessagePart, redact: ScalarRedactor): string | null {
  try {
    return new MessageWalk(redact).message(message);
  } catch (error) {
    if (error === TOO_DEEP) return null;
    throw error;
  }
}

const TOO_DEEP = new Error(`a message nests deeper than ${DEEPEST} levels`);

/** Fields of a context whose hiding is told by name. */
const TOLD: readonly string[] = ['_context_auth_token', '_context_service_catalog'];
const isContext = (name: string): boolean => name.startsWith('_context_');

type OwnRule = FieldRule | 'failure' | 'seconds' | 'publisher';

/** A field that is kept. */
interface Listed<Rule extends OwnRule> {
  /** its key as JSON text, with the colon */
  readonly head: string;
  readonly rule: Rule;
  /** where it is when something of it is hidden; null = where the rest is */
  readonly place: HiddenPlace | null;
}

const listed = <Rule extends OwnRule>(
  name: string,
  rule: Rule,
  place: HiddenPlace | null = null,
): readonly [string, Listed<Rule>] => [name, { head: `"${name}":`, rule, place }];

/** Fields of objects within a message. */
const FIELDS = new Map<string, Listed<FieldRule>>([...RULES].map(([name, rule]) => listed(name, rule)));

/** Fields of a message itself; of the rest of a context is told, by name, that its secrets were hidden. */
const OWN_FIELDS = new Map<string, Listed<OwnRule>>([
  ...[...RULES]
    .filter(([name, rule]) => !isContext(name) || rule !== 'hide' || TOLD.includes(name))
    .map(([name, rule]) => listed(name, rule, isContext(name) ? 'context' : null)),
  listed('result', 'into', 'result'),
  listed('args', 'into', 'arguments'),
  listed('payload', 'into', 'notification'),
  listed('failure', 'failure', 'failure'),
  listed('_timeout', 'seconds'),
  listed('publisher_id', 'publisher', 'notification'),
]);

/** Each method gives the JSON text of what is kept of a value. */
class MessageWalk {
  private readonly redact: ScalarRedactor;

  constructor(redact: ScalarRedactor) {
    this.redact = redact;
  }

  message(given: MessagePart): string {
    const kept = new KeptFields();
    const rest: HiddenPlace = typeof given.event_type === 'string' ? 'notification' : 'context';
    for (const key in given) {
      const value = given[key];
      const field = OWN_FIELDS.get(key);
      if (field !== undefined) kept.add(field.head, this.ownField(field.rule, value, field.place ?? rest));
      else if (key === HIDDEN_KEY) kept.sign = this.hidden(value, rest);
      // the rest of a context stands together: it is in every message, and all of it is hidden
      else if (!isContext(key) || (value !== null && value !== '')) {
        const bytes = bytesIn(value);
        this.redact.note(isContext(key) ? 'context' : rest, bytes);
        kept.hide(bytes);
      }
    }
    return kept.text();
  }

  private ownField(rule: OwnRule, value: unknown, place: HiddenPlace): string {
    switch (rule) {
      case 'failure':
        return this.failure(value);
      case 'seconds':
        return isSeconds(value) ? String(value) : 'null';
      case 'publisher':
        return `"${this.redact.shapedName(value, PUBLISHER, place)}"`;
      default:
        return this.byRule(rule, value, place, 1);
    }
  }

  private byRule(rule: FieldRule, value: unknown, place: HiddenPlace, depth: number): string {
    if (value === null || typeof value !== 'object') {
      const kept = this.redact.scalar(rule, value as PlainValue, place);
      return typeof kept === 'string' ? `"${kept}"` : String(kept);
    }
    if (depth > DEEPEST) throw TOO_DEEP;
    if (Array.isArray(value)) return this.list(rule, value, place, depth);
    if (rule === 'into') return this.fields(value as MessagePart, place, depth);
    if (rule === 'versions') return versions(value as MessagePart);
    return isEmpty(value) ? '{}' : this.hidden(value, place);
  }

  private list(rule: FieldRule, value: readonly unknown[], place: HiddenPlace, depth: number): string {
    if (value.length === 0) return '[]';
    if (rule === 'hide' || rule === 'rename' || rule === 'versions') return this.hidden(value, place);
    if (rule === 'names')
      return JSON.stringify(value.filter((name) => typeof name === 'string' && RULES.has(name)));
    let kept = '[';
    for (let i = 0; i < value.length; i += 1)
      kept += (i === 0 ? '' : ',') + this.byRule(rule, value[i], place, depth + 1);
    return `${kept}]`;
  }

  private fields(value: MessagePart, place: HiddenPlace, depth: number): string {
    const kept = new KeptFields();
    for (const key in value) {
      const field = FIELDS.get(key);
      if (field !== undefined) kept.add(field.head, this.byRule(field.rule, value[key], place, depth + 1));
      else this.unlisted(key, value[key], place, kept);
    }
    return this.together(kept, place);
  }

  private unlisted(key: string, value: unknown, place: HiddenPlace, kept: KeptFields): void {
    if (key === HIDDEN_KEY) kept.sign = this.hidden(value, place);
    else kept.hide(key.length + bytesIn(value));
  }

  /** What is not listed of one object counts as one. */
  private together(kept: KeptFields, place: HiddenPlace): string {
    if (kept.bytes > 0) this.redact.note(place, kept.bytes);
    return kept.text();
  }

  /** The sign for a value; its letters need no escapes. */
  private hidden(value: unknown, place: HiddenPlace): string {
    return `"${this.redact.hide(value, place)}"`;
  }

  /** A JSON text within the text, as oslo.messaging writes it, or parsed. */
  private failure(value: unknown): string {
    if (value === null) return 'null';
    const failed = typeof value === 'string' ? parseBounded(value) : value;
    if (!isObject(failed)) return this.hidden(value, 'failure');
    const kept = new KeptFields();
    for (const key in failed) {
      const field = FIELDS.get(key);
      if (key === 'tb') continue;
      if (field !== undefined) kept.add(field.head, this.byRule(field.rule, failed[key], 'failure', 1));
      else this.unlisted(key, failed[key], 'failure', kept);
    }
    const frames = tracebackKept(failed.tb, (bytes) => this.redact.note('failure', bytes));
    kept.add('"tb":', JSON.stringify(frames));
    return JSON.stringify(this.together(kept, 'failure'));
  }
}

/** The fields of an object that are kept, as JSON text, with one sign for all others. */
class KeptFields {
  /** of what was hidden already */
  sign = '';
  bytes = 0;
  private kept = '{';

  add(head: string, json: string): void {
    this.kept += (this.kept === '{' ? '' : ',') + head + json;
  }

  hide(bytes: number): void {
    this.bytes += bytes;
  }

  text(): string {
    if (this.bytes > 0) this.sign = `"${hiddenText('values', this.bytes)}"`;
    if (this.sign !== '') this.add(`"${HIDDEN_KEY}":`, this.sign);
    return `${this.kept}}`;
  }
}

function versions(value: MessagePart): string {
  const kept = Object.entries(value).filter(
    ([name, version]) =>
      SHAPES.class.test(name) && typeof version === 'string' && SHAPES.version.test(version),
  );
  return JSON.stringify(Object.fromEntries(kept));
}

const isEmpty = (value: object): boolean => {
  for (const _key in value) return false;
  return true;
};

const PUBLISHER = /^[a-z]{2,20}-?[a-z_-]{0,24}:[A-Za-z0-9._-]{1,64}$/;
