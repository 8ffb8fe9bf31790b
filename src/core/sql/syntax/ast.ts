/** A statement as it is understood: expressions, tables, queries. `at` and `end` = its place in the text. */

interface TextPlace {
  readonly at: number;
  readonly end: number;
}

export type Expr =
  | (TextPlace & { readonly op: 'text'; readonly value: string; readonly charset: string | null })
  | (TextPlace & { readonly op: 'number'; readonly text: string })
  | (TextPlace & { readonly op: 'bytes'; readonly value: string; readonly isHex: boolean })
  | (TextPlace & { readonly op: 'null' })
  | (TextPlace & { readonly op: 'truth'; readonly value: boolean })
  | (TextPlace & { readonly op: 'parameter'; readonly name: string })
  /** `DATE '2026-11-22'` */
  | (TextPlace & {
      readonly op: 'temporal';
      readonly kind: 'date' | 'time' | 'datetime';
      readonly value: string;
    })
  /** `[[database.]table.]column` */
  | (TextPlace & { readonly op: 'column'; readonly path: readonly string[] })
  | FunctionCall
  | (TextPlace & {
      readonly op: 'case';
      readonly subject: Expr | null;
      readonly whens: readonly (readonly [when: Expr, then: Expr])[];
      readonly otherwise: Expr | null;
    })
  | (TextPlace & { readonly op: 'cast'; readonly value: Expr; readonly to: CastType })
  | (TextPlace & { readonly op: 'collate'; readonly value: Expr; readonly collation: string })
  | (TextPlace & { readonly op: 'row'; readonly items: readonly Expr[] })
  | (TextPlace & {
      readonly op: 'in';
      readonly value: Expr;
      readonly list: readonly Expr[] | Query;
      readonly not: boolean;
    })
  | (TextPlace & {
      readonly op: 'quantified';
      readonly sign: string;
      readonly all: boolean;
      readonly value: Expr;
      readonly query: Query;
    })
  | (TextPlace & { readonly op: 'query'; readonly query: Query })
  | (TextPlace & { readonly op: 'exists'; readonly query: Query })
  | (TextPlace & { readonly op: 'user variable'; readonly name: string })
  | (TextPlace & { readonly op: 'assign'; readonly name: string; readonly value: Expr })
  | (TextPlace & { readonly op: 'system variable'; readonly scope: string | null; readonly name: string });

/** An operator or a function: `+`, `like`, `concat`. Names in small letters. */
export interface FunctionCall extends TextPlace {
  readonly op: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
  /** a word of the syntax: the unit of an interval, the side of TRIM, `not` of LIKE and BETWEEN */
  readonly word?: string;
  readonly distinct?: boolean;
  readonly orderBy?: readonly OrderItem[];
  readonly separator?: string;
  readonly limit?: Limit;
  readonly over?: Window | string;
  /** written with brackets, as functions are; an operator is not */
  readonly isFunction?: boolean;
}

export interface CastType {
  readonly name:
    | 'char'
    | 'binary'
    | 'signed'
    | 'unsigned'
    | 'decimal'
    | 'double'
    | 'float'
    | 'date'
    | 'datetime'
    | 'time';
  readonly length: number | null;
  readonly scale: number | null;
}

export interface Window {
  readonly base: string | null;
  readonly partition: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  readonly frame: WindowFrame | null;
}

export interface WindowFrame {
  readonly unit: 'rows' | 'range';
  readonly from: FrameBound;
  readonly to: FrameBound;
}
export interface FrameBound {
  readonly side: 'preceding' | 'current' | 'following';
  /** null = unbounded, or the current row */
  readonly by: Expr | null;
}

export interface OrderItem {
  readonly value: Expr;
  readonly descending: boolean;
}

export interface Limit {
  readonly count: Expr | null;
  readonly offset: Expr | null;
}

export type TableRef =
  | (TextPlace & {
      readonly ref: 'table';
      readonly database: string | null;
      readonly name: string;
      readonly alias: string | null;
    })
  | (TextPlace & {
      readonly ref: 'query';
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[] | null;
    })
  | (TextPlace & {
      readonly ref: 'join';
      readonly kind: 'inner' | 'left' | 'right';
      readonly left: TableRef;
      readonly right: TableRef;
      readonly on: Expr | null;
      readonly using: readonly string[] | 'natural' | null;
    });

export type SelectItem =
  | { readonly item: 'star'; readonly path: readonly string[]; readonly at: number }
  | { readonly item: 'value'; readonly value: Expr; readonly name: string; readonly isAlias: boolean };

export interface Select extends TextPlace {
  readonly query: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: TableRef | null;
  readonly where: Expr | null;
  readonly groupBy: readonly OrderItem[];
  readonly rollup: boolean;
  readonly having: Expr | null;
  readonly windows: readonly (readonly [name: string, window: Window])[];
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | null;
  readonly countsAll: boolean;
  readonly into: readonly string[] | null;
}

/** UNION and its like. */
export interface Compound extends TextPlace {
  readonly query: 'compound';
  readonly kind: 'union' | 'except' | 'intersect';
  readonly all: boolean;
  readonly left: Query;
  readonly right: Query;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | null;
}

export interface Values extends TextPlace {
  readonly query: 'values';
  readonly rows: readonly (readonly Expr[])[];
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | null;
}

export interface With extends TextPlace {
  readonly query: 'with';
  readonly recursive: boolean;
  readonly tables: readonly CommonTable[];
  readonly body: Query;
}

export interface CommonTable {
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly query: Query;
}

export type Query = Select | Compound | Values | With;
