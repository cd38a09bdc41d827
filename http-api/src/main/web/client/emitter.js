// Listeners by name. What changes together is told together, in a microtask behind the change.

export class Emitter {
  #listeners = new Map();
  #due = new Map();

  /** Gives back what ends the listening. */
  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // A function of its own for each call: the same listener may be given twice.
    const told = (detail) => listener(detail);
    listeners.add(told);
    return () => listeners.delete(told);
  }

  emit(name, detail) {
    for (const told of [...(this.#listeners.get(name) ?? [])]) {
      try {
        told(detail);
      } catch (e) {
        console.error(e);
      }
    }
  }

  /** However often until the microtask: once. `detail` is a function, called when it is told. */
  soon(name, detail = () => undefined) {
    if (this.#due.size === 0) {
      queueMicrotask(() => {
        const due = [...this.#due];
        this.#due.clear();
        due.forEach(([what, of]) => this.emit(what, of()));
      });
    }
    this.#due.set(name, detail);
  }
}
