package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A room that does what is promised, without any server. */
final class SimulatedRoom {

  static final List<String> SOURCES = List.of("journal", "view", "http-1", "http-2", "http-3");
  private static final int PAGE = 8;

  /** A message as it is now. */
  static final class Post {
    final long seq;
    final long rev;
    final String id;
    final String sender;
    final String key;
    final List<String> mentions;
    String hash;
    boolean deleted;

    Post(long seq, long rev, String sender, String key, String hash, List<String> mentions) {
      this.seq = seq;
      this.rev = rev;
      this.id = "m-" + seq + "-" + key;
      this.sender = sender;
      this.key = key;
      this.hash = hash;
      this.mentions = mentions;
    }

    Entry.Seen seen() {
      return new Entry.Seen(seq, id, hash, deleted);
    }
  }

  /** Something with a rev; the post is null where it is about something else. */
  record Change(long rev, String kind, Post post, String hash) {}

  final String name;
  final List<Post> posts = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  final Map<String, Long> readSeqs = new TreeMap<>();
  private long lastSeq;

  SimulatedRoom(String name) {
    this.name = name;
  }

  void join(String user) {
    readSeqs.put(user, lastSeq);
    changes.add(new Change(rev() + 1, "member.joined", null, null));
  }

  Post post(String sender, String key, String hash, List<String> mentions) {
    Post post = new Post(++lastSeq, rev() + 1, sender, key, hash, mentions);
    posts.add(post);
    readSeqs.put(sender, post.seq);
    note("message.posted", post);
    return post;
  }

  void edit(Post post, String hash) {
    post.hash = hash;
    note("message.edited", post);
  }

  void delete(Post post) {
    post.hash = Hashes.of("");
    post.deleted = true;
    note("message.deleted", post);
  }

  long mark(String user, long seq) {
    return readSeqs.merge(user, Math.min(seq, lastSeq), Math::max);
  }

  /** Leaves a seq out. */
  void skip() {
    lastSeq++;
  }

  long lastSeq() {
    return lastSeq;
  }

  long rev() {
    return changes.size();
  }

  /** The newest messages before a seq, or of all when it is 0. */
  List<Entry.Seen> page(long before) {
    List<Entry.Seen> page =
        posts.stream().filter(p -> before == 0 || p.seq < before).map(Post::seen).toList();
    return page.subList(Math.max(0, page.size() - PAGE), page.size());
  }

  long unread(String user) {
    return posts.stream().filter(post -> counts(post, user)).count();
  }

  private long mentions(String user) {
    return posts.stream().filter(p -> counts(p, user) && p.mentions.contains(user)).count();
  }

  /** What the checker would find when nobody does anything any more. */
  List<Entry> rest() {
    List<Entry> rest = new ArrayList<>();
    for (String source : SOURCES) {
      posts.forEach(post -> rest.add(stored(source, post)));
    }
    rest.add(new Entry.Revs(name, rev(), rev() == 0 ? 0 : 1, rev(), rev()));
    readSeqs.forEach(
        (user, readSeq) -> {
          rest.add(new Entry.Member(name, user, readSeq));
          rest.add(count(user, "directory", readSeq));
          rest.add(count(user, "room", readSeq));
          rest.add(count(user, "inbox", 0));
        });
    return rest;
  }

  Entry.Stored stored(String source, Post post) {
    List<String> mentions = source.equals("journal") ? post.mentions : null;
    return new Entry.Stored(
        source,
        name,
        post.seq,
        post.rev,
        post.id,
        post.sender,
        post.key,
        post.hash,
        post.deleted,
        mentions);
  }

  private Entry.Count count(String user, String source, long readSeq) {
    return new Entry.Count(user, name, source, readSeq, unread(user), mentions(user));
  }

  private boolean counts(Post post, String user) {
    return post.seq > readSeqs.get(user) && !post.sender.equals(user) && !post.deleted;
  }

  private void note(String kind, Post post) {
    changes.add(new Change(rev() + 1, kind, post, post.hash));
  }
}
