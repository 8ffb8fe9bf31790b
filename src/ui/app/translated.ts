/**
 * A browser's translator takes the page's texts out and puts elements of its own in their place, or around them. What React
 * writes then goes where nobody sees it, and what it takes away is not where it was. So each text that was taken out is
 * known with what stands for it: when it changes it comes back, to be translated anew; when it goes, its stand-in goes.
 */
export function keepTranslated(page: Document): void {
  const standIns = new WeakMap<Node, ChildNode>();
  const changes = new MutationObserver((records) => {
    for (const { target } of records) {
      const standIn = standIns.get(target);
      standIns.delete(target);
      if (standIn?.isConnected && !target.isConnected) standIn.replaceWith(target);
    }
  });
  const removals = new MutationObserver((records) => {
    for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records) {
      const text = removedNodes[0];
      if (text?.nodeType !== Node.TEXT_NODE || text.isConnected) continue;
      const standIn = [addedNodes[0], previousSibling, nextSibling].find((one) => one?.nodeName === 'FONT');
      if (!standIn) continue;
      standIns.set(text, standIn as ChildNode);
      changes.observe(text, { characterData: true });
    }
  });
  removals.observe(page.body, { childList: true, subtree: true });

  /** The child of `parent` that is `node`, stands for it or holds it. */
  const inPlace = (parent: Node, node: Node): Node => {
    let at: Node | null = standIns.get(node) ?? node;
    while (at && at.parentNode !== parent) at = at.parentNode;
    return at ?? node;
  };
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    removeChild.call(this, child.parentNode === this ? child : inPlace(this, child));
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    const place = before === null || before.parentNode === this ? before : inPlace(this, before);
    return insertBefore.call(this, node, place) as T;
  };
}
