// Names and pictures by userId, as last seen on messages and among those who type.

const REMEMBERED = 5_000;

export class People {
  #known = new Map();

  of(message) {
    if (message.contentType !== "SYSTEM") {
      this.see(message.senderId, message.senderName, message.senderAvatarUrl ?? null);
    }
  }

  see(userId, name, avatarUrl) {
    const known = this.#known.get(userId);
    const picture = avatarUrl === undefined ? known?.avatarUrl ?? null : avatarUrl;
    if (known?.name !== name || known.avatarUrl !== picture) {
      this.#known.delete(userId);
      this.#known.set(userId, { userId, name, avatarUrl: picture });
      if (this.#known.size > REMEMBERED) {
        this.#known.delete(this.#known.keys().next().value);
      }
    }
  }

  get(userId) {
    return this.#known.get(userId);
  }

  /** By the beginning of any word of the name, or of the id; who was seen last comes first. */
  search(prefix, limit) {
    const start = prefix.normalize("NFC").toLocaleLowerCase();
    return [...this.#known.values()].reverse().filter(({ userId, name }) => {
      const words = name.normalize("NFC").toLocaleLowerCase();
      return words.startsWith(start) || words.includes(` ${start}`)
        || userId.toLowerCase().startsWith(start);
    }).slice(0, limit);
  }
}
