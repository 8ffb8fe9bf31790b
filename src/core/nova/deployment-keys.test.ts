import { describe, expect, it, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import { OPTIONS } from '../words/options.ts';
import { servicesOf } from './deployment.ts';
import { deploymentOf } from './deployment-keys.ts';

/** What each service is set to: its `conf`, by its name. */
const confs = (given: JsonTable) =>
  new Map(servicesOf(deploymentOf(given)).map(({ place, conf }) => [place.actor, conf]));

describe('computes', () => {
  it('are names, or how many there are', () => {
    expect(deploymentOf({}).computes).toEqual(['cpu1', 'cpu2']);
    expect(deploymentOf({ computes: ['b', 'a'] }).computes).toEqual(['b', 'a']);
    expect(deploymentOf({ computes: 3 }).computes).toEqual(['cpu1', 'cpu2', 'cpu3']);
    expect(deploymentOf({ computes: 1000 }).computes.at(-1)).toBe('cpu1000');
  });
});

describe('cells', () => {
  it('are the recorded one, one that shares the API level’s conductor, or how many there are', () => {
    expect(deploymentOf({}).cells).toBe('separate');
    expect(deploymentOf({ cells: 1 }).cells).toBe('separate');
    expect(deploymentOf({ cells: 'single' }).cells).toBe('single');
    expect(deploymentOf({ cells: 3 }).cells).toBe(3);
    const of = (given: JsonTable) => [...confs(given).keys()].filter((name) => name.includes('conductor'));
    expect(of({ cells: 'single' })).toEqual(['nova-conductor']);
    expect(of({ cells: 2 })).toEqual([
      'nova-conductor-super',
      'nova-conductor-cell1',
      'nova-conductor-cell2',
    ]);
  });
});

describe('options', () => {
  it('are for every service of Nova and no peer; one service may have its own', () => {
    const set = confs({
      options: { 'scheduler.max_attempts': 1, 'DEFAULT.rpc_response_timeout': 20 },
      service_options: { 'nova-scheduler': { 'scheduler.max_attempts': 5 } },
    });
    expect(set.get('nova-conductor-super')?.options?.['scheduler.max_attempts']).toBe(1);
    expect(set.get('nova-scheduler')?.options?.['scheduler.max_attempts']).toBe(5);
    expect(set.get('nova-compute-cpu2')?.responseTimeout).toBe(20);
    expect(set.get('keystone')).not.toHaveProperty('options');
  });

  it('have one short way: seconds of rpc_response_timeout by service, and not both ways at once', () => {
    const long = { 'nova-scheduler': { 'DEFAULT.rpc_response_timeout': 20 } };
    const short = { rpc_response_timeout: { 'nova-scheduler': 20 } };
    expect(deploymentOf(short)).toEqual(deploymentOf({ service_options: long }));
    expect(confs(short).get('nova-scheduler')?.responseTimeout).toBe(20);
    expect(confs(short).get('nova-api')?.responseTimeout).toBeUndefined();
    expect(() => deploymentOf({ ...short, service_options: long })).toThrow(
      '"rpc_response_timeout" of nova-scheduler is said in "service_options", too',
    );
  });

  it('that are not given leave every service as it is', () => {
    for (const conf of confs({}).values()) expect(conf).not.toHaveProperty('options');
    expect(OPTIONS['scheduler.max_attempts'].value).toBe(3);
  });

  it('may be as low and as high as their ranges say', () => {
    const options = {
      'quota.instances': -1,
      'DEFAULT.report_interval': 0,
      'DEFAULT.service_down_time': 86_400,
      'filter_scheduler.ram_weight_multiplier': -0.5,
    };
    expect(deploymentOf({ options }).options).toEqual(options);
  });
});

test.each([
  [{ computes: 0 }, '"computes" must be a whole number from 1 to 1000, not 0'],
  [{ computes: 1001 }, '"computes" must be a whole number from 1 to 1000, not 1001'],
  [{ computes: [] }, '"computes" must be a list of 1 to 1000 host names, or their number (1 to 1000)'],
  [{ cells: 4 }, '"cells" must be separate, single, or a whole number from 1 to 3, not 4'],
  [{ cells: 0 }, '"cells" must be separate, single, or a whole number from 1 to 3, not 0'],
  [{ cells: 'two' }, '"cells" must be separate, single, or a whole number from 1 to 3, not "two"'],
  [
    { cells: 2, before: 'scheduler_down_20s' },
    '"before": "scheduler_down_20s" goes only with "cells": "separate"',
  ],
  [{ options: 3 }, '"options" must be an object'],
  [
    { options: { 'scheduler.max_attempts': 0 } },
    '"scheduler.max_attempts" must be a whole number from 1 to 2147483647, not 0',
  ],
  [{ options: { 'quota.cores': -2 } }, '"quota.cores" must be a whole number from -1 to 2147483647, not -2'],
  [{ options: { 'DEFAULT.service_down_time': 1.5 } }, 'must be a whole number from 1 to 86400, not 1.5'],
  [
    { options: { 'filter_scheduler.cpu_weight_multiplier': '1' } },
    'must be a number from -2147483647 to 2147483647, not "1"',
  ],
  [
    { options: { max_attempts: 3 } },
    '"max_attempts" is no key of deployment: "options"; its keys are DEFAULT.report_interval, ',
  ],
  [
    { service_options: { 'nova-scheduler': { 'quota.ram': null } } },
    '"service_options" of nova-scheduler: "quota.ram" must be a whole number from -1',
  ],
  [
    { service_options: { 'nova-sheduler': {} } },
    '"service_options" names nova-sheduler; the services of Nova are',
  ],
  [
    { service_options: { keystone: {} } },
    '"service_options" names keystone; the services of Nova are nova-api, ',
  ],
])('%j is refused with what may be given', (given, sentence) => {
  expect(() => servicesOf(deploymentOf(given as JsonTable))).toThrow(sentence);
});
