/** What an option of this process is set to. */
import type { ServiceHost } from '../service/service.ts';
import { OPTIONS, type OptionName, SWITCHES, type SwitchName } from '../words/options.ts';

export function option({ conf }: ServiceHost, name: OptionName): number {
  const set = conf.options?.[name];
  return typeof set === 'number' ? set : OPTIONS[name].value;
}

export function isOn({ conf }: ServiceHost, name: SwitchName): boolean {
  const set = conf.options?.[name];
  return typeof set === 'boolean' ? set : SWITCHES[name];
}
