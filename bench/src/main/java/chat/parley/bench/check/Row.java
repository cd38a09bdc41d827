package chat.parley.bench.check;

import java.util.List;

/** A message of the journal at rest, and what is known about it. */
final class Row {

  final long seq;
  final String id;
  final String sender;
  final long key;
  final long hash;
  final boolean deleted;
  final List<String> mentions;

  /** What it came from; null when nobody sent it. */
  Sent sent;

  /** Null when nobody tried to change it. */
  Changes changes;

  /** When the first client saw it or had it acked. */
  long knownAt = Long.MAX_VALUE;

  /** Keeps of the entry only what is compared. */
  Row(Entry.Stored stored, String sender) {
    this.seq = stored.seq();
    this.id = stored.id() == null ? "" : stored.id();
    this.sender = sender;
    this.key = keyOf(sender, stored.key());
    this.hash = Fingerprint.of(stored.hash());
    this.deleted = stored.deleted();
    this.mentions = stored.mentions() == null ? List.of() : stored.mentions();
  }

  /** Stands for the client's key; 0 for none, as of what the server says by itself. */
  static long keyOf(String client, String key) {
    return key == null || key.isEmpty() ? 0 : Fingerprint.of(client, key);
  }

  void known(long at) {
    knownAt = Math.min(knownAt, at);
  }

  /** Whether it counts as unread for the user, being above the user's marker. */
  boolean countsFor(String user) {
    return !deleted && !sender.equals(user);
  }
}
