/** IPv4 addresses as numbers: which are free in a pool, and one of them (`neutron/ipam/drivers/neutrondb_ipam`). */
import type { Stream } from '../../base/random.ts';

export interface Pool {
  readonly first: number;
  readonly last: number;
}

/** Null for what is no dotted IPv4 address. */
export function toNumber(address: string): number | null {
  const parts = address.split('.');
  if (parts.length !== 4) return null;
  let value = 0;
  for (const part of parts) {
    if (!/^[0-9]{1,3}$/.test(part) || Number(part) > 255) return null;
    value = value * 256 + Number(part);
  }
  return value;
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** One free address of the pools, each with the same chance; null when all are taken. Pools do not overlap. */
export function freeAddress(pools: readonly Pool[], taken: readonly number[], stream: Stream): number | null {
  const inPool = (value: number): boolean => pools.some((pool) => pool.first <= value && value <= pool.last);
  const used = [...new Set(taken)].filter(inPool).sort((a, b) => a - b);
  const size = pools.reduce((sum, pool) => sum + pool.last - pool.first + 1, 0);
  if (size - used.length <= 0) return null;
  return nthFree(pools, used, stream.below(size - used.length));
}

/** The free address number `n` (from 0), counting up through the pools; `used` in ascending order. */
export function nthFree(pools: readonly Pool[], used: readonly number[], n: number): number | null {
  let left = n;
  for (const pool of [...pools].sort((a, b) => a.first - b.first)) {
    let candidate = pool.first;
    for (const taken of used) {
      if (taken < candidate || taken > pool.last) continue;
      const gap = taken - candidate;
      if (left < gap) return candidate + left;
      left -= gap;
      candidate = taken + 1;
    }
    const rest = pool.last - candidate + 1;
    if (left < rest) return candidate + left;
    left -= rest;
  }
  return null;
}
