/** What an option of this process is set to. */
import type { ServiceHost } from '../service/service.ts';
import { OPTIONS, type OptionName } from '../words/options.ts';

export const option = ({ conf }: ServiceHost, name: OptionName): number =>
  conf.options?.[name] ?? OPTIONS[name].value;
