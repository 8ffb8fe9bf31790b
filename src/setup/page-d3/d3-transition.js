/**
 * Stands in for d3-transition in the page, with what d3-zoom asks of it: one tween of one element, which another one or a
 * hand interrupts. 5 KiB less before the first picture.
 */
import { selection } from 'd3-selection';

/** @type {WeakMap<Element, Transition>} */
const running = new WeakMap();
const cubicInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - 4 * (1 - t) ** 3);

class Transition {
  #selected;
  #node;
  #listeners = [];
  #tween = () => () => undefined;
  #ms = 250;
  #ease = cubicInOut;
  #handle = 0;
  #hasBegun = false;

  constructor(selected) {
    this.#selected = selected;
    this.#node = selected.node();
    interrupt(this.#node);
    running.set(this.#node, this);
    this.#handle = requestAnimationFrame((now) => this.#begin(now));
  }

  #call(act) {
    return act.call(this.#node, this.#node.__data__, 0, [this.#node]);
  }

  #tell(type) {
    for (const [of, act] of this.#listeners) if (of === type) this.#call(act);
  }

  #begin(start) {
    this.#hasBegun = true;
    this.#tell('start');
    const move = this.#call(this.#tween);
    const tick = (now) => {
      const t = Math.min(1, (now - start) / this.#ms);
      move(t === 1 ? 1 : this.#ease(t));
      if (t < 1) {
        this.#handle = requestAnimationFrame(tick);
        return;
      }
      running.delete(this.#node);
      this.#tell('end');
    };
    tick(start);
  }

  stop() {
    cancelAnimationFrame(this.#handle);
    running.delete(this.#node);
    this.#tell(this.#hasBegun ? 'interrupt' : 'cancel');
  }

  selection() {
    return this.#selected;
  }

  duration(ms) {
    this.#ms = ms;
    return this;
  }

  ease(ease) {
    this.#ease = ease;
    return this;
  }

  /** `interrupt.zoom end.zoom` = at both, whoever asks. */
  on(types, act) {
    for (const type of types.split(' ')) this.#listeners.push([type.split('.')[0], act]);
    return this;
  }

  tween(_name, tween) {
    this.#tween = tween;
    return this;
  }

  call(act, ...given) {
    act(this, ...given);
    return this;
  }
}

export function interrupt(node) {
  running.get(node)?.stop();
}

selection.prototype.interrupt = function () {
  return this.each(function () {
    interrupt(this);
  });
};
selection.prototype.transition = function () {
  return new Transition(this);
};
