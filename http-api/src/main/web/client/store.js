// The outbox's entries in IndexedDB. Where the browser has none to give, they last as long as a tab.

const STORE = "outbox";

const settled = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

export class Store {
  #database;

  constructor(name) {
    this.#database = this.#open(name).catch(() => null);
  }

  async #open(name) {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(STORE, { keyPath: "clientMessageId" });
    };
    const database = await settled(opening);
    database.onversionchange = () => database.close();
    return database;
  }

  async #run(mode, what) {
    const database = await this.#database;
    try {
      return database && await settled(what(database.transaction(STORE, mode).objectStore(STORE)));
    } catch {
      return null;
    }
  }

  async all() {
    return (await this.#run("readonly", (store) => store.getAll())) ?? [];
  }

  put(entry) {
    return this.#run("readwrite", (store) => store.put(entry));
  }

  delete(clientMessageId) {
    return this.#run("readwrite", (store) => store.delete(clientMessageId));
  }

  clear() {
    return this.#run("readwrite", (store) => store.clear());
  }
}
