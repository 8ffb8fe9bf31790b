/** The markup that stands in the page's root until the page itself is drawn. */
import { topologyOf } from '../core/nova/deployment.ts';
import { deploymentOf } from '../core/nova/deployment-keys.ts';
import { textsOf } from '../i18n/all.ts';
import { LANGS } from '../i18n/lang.ts';
import { renderStaticPage } from '../ui/canvas/static-map.tsx';

export function staticMarkup(): string {
  return renderStaticPage(topologyOf(deploymentOf(undefined)), LANGS.map(textsOf));
}
