/**
 * Lights the node of a service on the map while its name is pointed at. Pointing is no state of the page: it leaves no
 * trace in the store or the link, so it is an attribute (`data-lit`) on the node's element and nothing else.
 */
export function lightNode(actor: string, on: boolean): void {
  for (const node of document.querySelectorAll<HTMLElement>(
    `.react-flow__node[data-id="${CSS.escape(`service:${actor}`)}"]`,
  )) {
    if (on) node.dataset.lit = '';
    else delete node.dataset.lit;
  }
}
