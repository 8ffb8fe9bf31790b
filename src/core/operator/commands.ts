/** The commands that can be asked at a moment, a row each: their line, who must answer, and what they print. */

import { CodedError, isFailedAssertion } from '../base/assert.ts';
import { ACTORS } from '../nova/words.ts';
import type { Actor } from '../trace/fact.ts';
import type { OperatorMoment, Silence } from './moment.ts';
import { printCandidates, resourcesOf } from './print-candidates.ts';
import { printCells, printHosts, printHypervisors, printServices } from './print-cloud.ts';
import { actionsOf, printAction, printActions } from './print-events.ts';
import { printServer, printServers } from './print-servers.ts';
import { deletedServer, type ServerNow, serversNow } from './servers.ts';

/** What a terminal shows. */
interface Printed {
  /** with its options, as it is typed */
  readonly line: string;
  /** with its last line's end; empty = it prints nothing; null = there is nothing yet to be asked for */
  readonly text: string | null;
  /** it is printed to the error output */
  readonly isError: boolean;
  /** a service that does not answer: how the client puts that is not told here */
  readonly unreachable: Unreachable | null;
  /** of a recording: it hides what would be printed, or does not hold it */
  readonly isUntold: boolean;
}

/** `from` = who asks it: the client, or nova-api, which answers the client with an error 500 then. */
export interface Unreachable {
  readonly from: Actor;
  readonly actor: Actor;
  readonly why: Silence;
}

export const OPERATOR_COMMANDS = [
  'openstack server show',
  'openstack server list',
  'openstack server event list',
  'openstack server event show',
  'openstack compute service list',
  'openstack hypervisor list',
  'openstack allocation candidate list',
  'nova-manage cell_v2 list_cells',
  'nova-manage cell_v2 list_hosts',
] as const;
export type OperatorCommand = (typeof OPERATOR_COMMANDS)[number];

interface OperatorRow {
  /** the client's option and what follows it; `name` = of the server */
  readonly line: (moment: OperatorMoment, server: ServerNow | null, name: string) => string;
  /** whom the client asks, in this order */
  readonly asks: readonly Actor[];
  readonly print: (moment: OperatorMoment, server: ServerNow) => string | null;
  /** it is about one server: `deleted` = of one that is deleted too, by its uuid */
  readonly ofServer?: 'there' | 'deleted';
  /** nova-api asks neutron for the security groups of what it shows */
  readonly showsGroups?: true;
}

/** keystone gives the client its token first. */
const NOVA = [ACTORS.keystone, ACTORS.api] as const;
const COMPUTE = 'openstack --os-compute-api-version 2.93';

const ROWS: { readonly [C in OperatorCommand]: OperatorRow } = {
  'openstack server show': {
    ofServer: 'there',
    line: (_moment, _server, name) => `${COMPUTE} server show ${name}`,
    asks: NOVA,
    print: printServer,
  },
  'openstack server list': {
    line: () => `${COMPUTE} server list --all-projects --long`,
    asks: NOVA,
    showsGroups: true,
    print: printServers,
  },
  'openstack server event list': {
    ofServer: 'deleted',
    line: (_moment, _server, name) => `${COMPUTE} server event list ${name}`,
    asks: NOVA,
    print: printActions,
  },
  'openstack server event show': {
    ofServer: 'deleted',
    line: (moment, server, name) =>
      `${COMPUTE} server event show ${name} ${latestOf(moment, server) ?? ''}`.trimEnd(),
    asks: NOVA,
    print: (moment, server) => {
      const [latest] = actionsOf(moment, server);
      return latest ? printAction(moment, server, latest) : null;
    },
  },
  'openstack compute service list': {
    line: () => `${COMPUTE} compute service list`,
    asks: NOVA,
    print: printServices,
  },
  'openstack hypervisor list': {
    line: () => `${COMPUTE} hypervisor list`,
    asks: NOVA,
    print: printHypervisors,
  },
  'openstack allocation candidate list': {
    ofServer: 'there',
    line: (_moment, server) => {
      const wanted = server ? resourcesOf(server).map(([rc, n]) => ` --resource ${rc}=${n}`) : [];
      return `openstack --os-placement-api-version 1.36 allocation candidate list${wanted.join('')}`;
    },
    asks: [ACTORS.keystone, ACTORS.placement],
    print: printCandidates,
  },
  'nova-manage cell_v2 list_cells': {
    line: () => 'nova-manage cell_v2 list_cells',
    asks: [],
    print: printCells,
  },
  'nova-manage cell_v2 list_hosts': {
    line: () => 'nova-manage cell_v2 list_hosts',
    asks: [],
    print: printHosts,
  },
};

const latestOf = (moment: OperatorMoment, server: ServerNow | null): string | null => {
  const id = server ? actionsOf(moment, server)[0]?.request_id : null;
  return typeof id === 'string' ? id : null;
};

export const asksForServer = (command: OperatorCommand): boolean => ROWS[command].ofServer !== undefined;

/** `name` = name or uuid of a server, where the command is about one. */
export function printedAt(moment: OperatorMoment, command: OperatorCommand, name: string): Printed {
  try {
    return printed(moment, command, name);
  } catch (error) {
    // what stands in the place of a hidden value is no object and no JSON, and a row may lack a column
    const isOfData = isFailedAssertion(error) || error instanceof SyntaxError || error instanceof CodedError;
    if (moment.trace.source === 'simulated' || !isOfData) throw error;
    return { line: command, text: null, isError: false, unreachable: null, isUntold: true };
  }
}

function printed(moment: OperatorMoment, command: OperatorCommand, name: string): Printed {
  const row = ROWS[command];
  const { line, print, ofServer } = row;
  const found = ofServer ? serversNow(moment).filter((one) => one.uuid === name || one.name === name) : [];
  const gone = ofServer === 'deleted' && found.length === 0 ? deletedServer(moment, name) : null;
  const server = found[0] ?? gone;
  const typed = line(moment, server, /^[\w.-]+$/.test(name) ? name : `'${name}'`);
  const said = (text: string | null, isError = false): Printed => ({
    line: typed,
    text,
    isError,
    unreachable: null,
    isUntold: false,
  });
  const none = said(`No server with a name or ID of '${name}' exists.\n`, true);
  const unreachable = silent(moment, ACTORS.client, row.asks);
  if (unreachable) return { ...said(''), unreachable };
  const groups = silent(moment, ACTORS.api, [ACTORS.neutron]);
  if (!ofServer) {
    if (row.showsGroups && groups && serversNow(moment).length > 0)
      return { ...said(''), unreachable: groups };
    return said(print(moment, NO_SERVER));
  }
  if (!server) return none;
  // `osc_lib/utils:find_resource` has nova-api show the server that it looks for; by its uuid it takes an error for its absence
  if (groups && row.asks.includes(ACTORS.api)) {
    if (name !== server.uuid) return { ...said(''), unreachable: groups };
    if (ofServer === 'there') return none;
  }
  if (found.length > 1) return said(`More than one server exists with the name '${name}'.\n`, true);
  return said(print(moment, server));
}

function silent(moment: OperatorMoment, from: Actor, asked: readonly Actor[]): Unreachable | null {
  for (const actor of asked) {
    const why = moment.silence(from, actor);
    if (why !== null) return { from, actor, why };
  }
  return null;
}

/** For commands that look at none. */
const NO_SERVER: ServerNow = { uuid: '', name: '', data: {}, database: null };
