/**
 * Hides what a recording may not show, by allow-list, before anything of it is kept: inside the double-encoded envelope, and
 * under every name that `allowed.ts` does not list. What was hidden is counted by place, and never named by its own words.
 */
import type { Json } from '../../base/json.ts';
import { sha256 } from '../../base/sha2.ts';
import { hiddenText } from '../../trace/hidden.ts';
import { type FieldRule, fitsShape, type LookName, RULES, SHAPES } from './allowed.ts';
import { bytesIn } from './measure.ts';
import { messageKept } from './message.ts';
import { plainName } from './names.ts';
import type { HiddenPlace, PlainValue, ScalarRedactor } from './scalar.ts';

interface HiddenCount {
  readonly values: number;
  readonly bytes: number;
}

export type HiddenReport = { readonly [P in HiddenPlace]?: HiddenCount };

export interface Redactor {
  /** Another id of the same look, the same for the same one; ids inside a name (`reply_<32 hex>`) are replaced there. */
  rename(id: string): string;
  /** An inner message, its fields by the table, as JSON text; null = it nests too deep. */
  message(message: { readonly [key: string]: unknown }): string | null;
  /** A field of a row or a parameter, by its name. */
  cell(column: string, value: unknown, place: HiddenPlace): Json;
  /** A value that is kept only where it has this look. */
  text(value: unknown, shape: LookName | RegExp, place: HiddenPlace): string;
  /** A name of a broker's, a host's, a program's own: with other ids for those in it; one that is none is hidden under a mark of its own. */
  name(value: string, place: HiddenPlace): string;
  /** As `text`, of what is a name besides. */
  shapedName(value: unknown, shape: LookName | RegExp, place: HiddenPlace): string;
  /** Eight digits that tell values apart, and say nothing of them. */
  mark(value: string): string;
  /** The sign for a value that is not kept. */
  hide(value: unknown, place: HiddenPlace): string;
  report(): HiddenReport;
}

const MOST_NAMES = 20_000;
const HIDDEN = /^‹hidden: [a-z]+, \d{1,12} bytes(, [0-9a-f]{8})?›$/;
const IDS = /[0-9a-f]{32}/g;
const HEX = /^[0-9a-f]{32}$/;
const ID_IN_NAME =
  /(?<![0-9A-Za-z])(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9A-Za-z])/g;
const UUID = SHAPES.uuid;

/** `secret` = 22 characters or less, made for this import: who does not know it cannot tell what an id was. */
export const makeRedactor = (secret: string): Redactor => new AllowListRedactor(secret);

/** For what was read already: ids have their new names, and keep them. */
export const makeRedactorAgain = (): Redactor => new AllowListRedactor(null);

class AllowListRedactor implements Redactor, ScalarRedactor {
  private readonly counts = new Map<HiddenPlace, { values: number; bytes: number }>();
  private names = new Map<string, string>();
  private plain = new Map<string, string>();
  /** null = ids stay */
  private readonly secret: string | null;

  constructor(secret: string | null) {
    this.secret = secret;
  }

  report(): HiddenReport {
    return Object.fromEntries([...this.counts].map(([place, count]) => [place, { ...count }]));
  }

  hide(value: unknown, place: HiddenPlace): string {
    // what is empty says nothing, and what was hidden once is as it was
    if (typeof value === 'string' && (value === '' || (value.startsWith('‹') && HIDDEN.test(value))))
      return value;
    const bytes = bytesIn(value);
    this.note(place, bytes);
    return hiddenText(typeName(value), bytes);
  }

  text(value: unknown, shape: LookName | RegExp, place: HiddenPlace): string {
    const look = typeof shape === 'string' ? SHAPES[shape] : shape;
    return typeof value === 'string' && look.test(value) ? value : this.hide(value, place);
  }

  shapedName(value: unknown, shape: LookName | RegExp, place: HiddenPlace): string {
    return this.name(this.text(value, shape, place), place);
  }

  rename(id: string): string {
    if (this.secret === null) return id;
    if (HEX.test(id)) return this.renamed(id);
    if (UUID.test(id)) return uuidLike(this.renamed(id));
    return id.replace(IDS, (one) => this.renamed(one));
  }

  name(value: string, place: HiddenPlace): string {
    const known = this.plain.get(value);
    if (known !== undefined) return known;
    if (this.plain.size > MOST_NAMES) this.plain = new Map();
    const made = this.named(value, place);
    this.plain.set(value, made);
    return made;
  }

  mark(value: string): string {
    return this.renamed(value).slice(0, 8);
  }

  cell(column: string, value: unknown, place: HiddenPlace): Json {
    if (value === null || value === '') return value;
    const rule = RULES.get(column);
    return rule === undefined || typeof value === 'object'
      ? this.hide(value, place)
      : this.scalar(rule, value as PlainValue, place);
  }

  message(message: { readonly [key: string]: unknown }): string | null {
    return messageKept(message, this);
  }

  scalar(rule: FieldRule, value: PlainValue, place: HiddenPlace): PlainValue {
    if (value === null || (typeof value === 'boolean' && rule !== 'hide')) return value;
    switch (rule) {
      case 'hide':
      case 'into':
      case 'names':
      case 'versions':
        return this.hide(value, place);
      case 'rename':
        return this.renamedOrHidden(value, place);
      default:
        if (typeof value === 'boolean' || !fitsShape(rule, value)) return this.hide(value, place);
        return rule === 'host' ? this.name(String(value), place) : value;
    }
  }

  note(place: HiddenPlace, bytes: number): void {
    const known = this.counts.get(place);
    if (known) {
      known.values += 1;
      known.bytes += bytes;
    } else this.counts.set(place, { values: 1, bytes });
  }

  private named(value: string, place: HiddenPlace): string {
    if (HIDDEN.test(value)) return value;
    const parts: (string | null)[] = [];
    const plain = (from: number, to: number) =>
      parts.push(plainName(value.slice(from, to), (word) => this.mark(word)));
    let at = 0;
    for (const { 0: id, index } of value.matchAll(ID_IN_NAME)) {
      plain(at, index);
      parts.push(this.rename(id));
      at = index + id.length;
    }
    plain(at, value.length);
    // names that are hidden are told apart: one is not taken for another
    return parts.includes(null)
      ? `${this.hide(value, place).slice(0, -1)}, ${this.mark(value)}›`
      : parts.join('');
  }

  private renamed(id: string): string {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    if (this.names.size > MOST_NAMES) this.names = new Map();
    const made = sha256((this.secret ?? '') + bytesAlone(id)).slice(0, 32);
    this.names.set(id, made);
    return made;
  }

  private renamedOrHidden(value: PlainValue, place: HiddenPlace): PlainValue {
    if (value === null) return null;
    if (typeof value !== 'string' || value.length > 255) return this.hide(value, place);
    if (HEX.test(value)) return this.secret === null ? value : this.renamed(value);
    if (HIDDEN.test(value)) return value;
    const made = this.rename(value);
    // ids that have another look get one of the usual look: nothing of theirs stays
    const isUsual = /^(reply_)?[0-9a-f-]{32,36}$/.test(made);
    return (made === value && this.secret !== null) || !isUsual ? this.renamed(value) : made;
  }
}

/** The digest is of ASCII: other letters are written by their codes. */
const bytesAlone = (id: string): string =>
  id.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);

function typeName(value: unknown): Parameters<typeof hiddenText>[0] {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return typeof value as 'number' | 'boolean' | 'string';
  return 'object';
}

const uuidLike = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
