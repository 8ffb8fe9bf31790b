/**
 * Stands in for d3-drag in the page: no node of the map is dragged. What d3-zoom takes from it keeps the window from selecting
 * text while the map is moved by hand. 1 KiB less before the first picture.
 */
const prevent = (event) => event.preventDefault();

export function dragDisable(view) {
  view.addEventListener('dragstart', prevent, { capture: true, passive: false });
  view.addEventListener('selectstart', prevent, { capture: true, passive: false });
}

/** `moved`: the click that ends the movement is none. */
export function dragEnable(view, moved) {
  view.removeEventListener('dragstart', prevent, { capture: true });
  view.removeEventListener('selectstart', prevent, { capture: true });
  if (!moved) return;
  const swallow = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  view.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => view.removeEventListener('click', swallow, { capture: true }), 0);
}

/** Asked for by React Flow, and never for a node that cannot be dragged. */
export function drag() {
  throw new TypeError('no node of the map is dragged');
}
