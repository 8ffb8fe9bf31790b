/** English: REST requests, by method and path. */

import { c } from '../rich.ts';
import { to, took, vm, wrote } from '../say/en.ts';
import type { BootHttpTexts } from '../shape.ts';
import { isUntaken, type Story } from '../story.ts';

const REST = 'REST, not the message queue';

/** What a check has found wrong ends the request. */
function refused({ http }: Story): string {
  if (http?.refused) return ' There is no answer.';
  if ((http?.status ?? 0) < 400) return '';
  const what = (http?.status ?? 0) >= 500 ? 'Something behind it goes wrong' : 'It refuses this one';
  return ` ${what}${http?.passed_on ? '' : ': nothing is sent on'}.`;
}

export const http = {
  'POST /servers': {
    title: (s) => `${c(s.from)} asks ${to(s)} for a new server`,
    tell: (s) =>
      isUntaken(s)
        ? `${to(s)} does not take the request: nothing of it is checked or noted.`
        : `The API checks token, flavor, image, network and quota before it accepts anything; no host is chosen yet.${refused(s)}${took(s)}${wrote(s)}`,
  },
  'GET /servers/{id}': {
    title: (s) => `${c(s.from)} asks ${to(s)} how the server is`,
    tell: (s) => `The API answers from the database; no compute host is asked.${took(s)}`,
  },
  'POST /os-server-external-events': {
    title: (s) => `${c(s.from)} tells ${to(s)} about a port`,
    tell: (s) =>
      `Neutron does not know Nova's message queue; it uses the same public door as everyone: REST. The API then passes the event on to the right host.${took(s)}`,
  },
  'GET /auth/tokens': {
    title: (s) => `${c(s.from)} has a token checked by ${to(s)}`,
    tell: (s) =>
      `Who asks, in which project, with which roles? The service believes the token only after ${to(s)} did.${took(s)}`,
  },
  'POST /auth/tokens': {
    title: (s) => `${c(s.from)} gets a token from ${to(s)}`,
    tell: (s) => `With it the service may ask other services in its own name.${took(s)}`,
  },
  'GET /images/{id}': {
    title: (s) => `${c(s.from)} asks ${to(s)} about the image`,
    tell: (s) => `The image must exist, be active, and fit the flavor's memory and disk.${took(s)}`,
  },
  'GET /schemas/image': {
    title: (s) => `${c(s.from)} asks ${to(s)} which fields an image has`,
    tell: (s) => `The client library sorts the image's properties by this schema.${took(s)}`,
  },
  'GET /networks': {
    title: (s) => `${c(s.from)} asks ${to(s)} about the network`,
    tell: (s) => `The network must exist, and the project must be allowed to use it.${took(s)}`,
  },
  'GET /networks/{id}': {
    title: (s) => `${c(s.from)} asks ${to(s)} for details of the network`,
    tell: (s) => `Its segments and the physical network behind it may limit which hosts will do.${took(s)}`,
  },
  'GET /quotas/{id}': {
    title: (s) => `${c(s.from)} asks ${to(s)} for the port quota`,
    tell: (s) => `A new server needs a port; the project must have room for one.${took(s)}`,
  },
  'GET /ports': {
    title: (s) => `${c(s.from)} asks ${to(s)} for ports`,
    tell: (s) => `Ports tell addresses and state; Nova counts them or copies them into its cache.${took(s)}`,
  },
  'POST /ports': {
    title: (s) => `${c(s.from)} has ${to(s)} make a port for ${vm(s)}`,
    tell: (s) => `Neutron picks the address and the MAC. Nova owns neither.${took(s)}${wrote(s)}`,
  },
  'PUT /ports/{id}': {
    title: (s) => `${c(s.from)} has ${to(s)} bind the port to the host`,
    tell: (s) =>
      `Now the host is known, Neutron can decide how the port is plugged there.${took(s)}${wrote(s)}`,
  },
  'GET /subnets': {
    title: (s) => `${c(s.from)} asks ${to(s)} for the subnet`,
    tell: (s) => `Gateway, DNS and address range go into the network cache.${took(s)}`,
  },
  'GET /floatingips': {
    title: (s) => `${c(s.from)} asks ${to(s)} for floating IPs`,
    tell: (s) => `404 means only that this Neutron offers no floating IPs; Nova goes on.${took(s)}`,
  },
  'GET /security-groups': {
    title: (s) => `${c(s.from)} asks ${to(s)} for the names of security groups`,
    tell: (s) => `They are part of the answer about a server.${took(s)}`,
  },
  'GET /allocation_candidates': {
    title: (s) => `${c(s.from)} asks ${to(s)} who has enough room`,
    tell: (s) =>
      `Placement knows inventories and what is allocated: hosts without enough CPU, memory or disk never reach the filters. ${REST}.${took(s)}`,
  },
  'GET /allocations/{id}': {
    title: (s) => `${c(s.from)} asks ${to(s)} what the instance holds`,
    tell: (s) => `Which resources of which provider are allocated to this consumer?${took(s)}`,
  },
  'PUT /allocations/{id}': {
    title: (s) => `${c(s.from)} claims resources in ${to(s)}`,
    tell: (s) =>
      `The claim comes before the build, so that two requests cannot take the same room: what is more than there is would be refused. A stale ${c('generation')} is only tried again, ten times at most.${took(s)}${wrote(s)}`,
  },
  'GET /resource_providers/{id}/allocations': {
    title: (s) => `${c(s.from)} asks ${to(s)} what is allocated on its host`,
    tell: (s) => `The resource tracker compares Placement's view with its own.${took(s)}`,
  },
} satisfies BootHttpTexts;

export { took };
