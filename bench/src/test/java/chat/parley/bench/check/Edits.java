package chat.parley.bench.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Changes one entry of a recorded history, chosen at random. */
final class Edits {

  /** Changes the list. */
  interface Edit {
    void apply(List<Entry> entries, SplittableRandom random);
  }

  private Edits() {}

  static <T extends Entry> Edit change(Class<T> type, Predicate<T> which, UnaryOperator<T> change) {
    return (entries, random) -> {
      int place = place(entries, random, type, which);
      entries.set(place, change.apply(type.cast(entries.get(place))));
    };
  }

  static <T extends Entry> Edit without(Class<T> type, Predicate<T> which) {
    return (entries, random) -> entries.remove(place(entries, random, type, which));
  }

  static <T extends Entry> Edit twice(Class<T> type, Predicate<T> which) {
    return (entries, random) -> {
      int place = place(entries, random, type, which);
      entries.add(place, entries.get(place));
    };
  }

  static Predicate<Entry.Stored> from(String source) {
    return stored -> stored.source().equals(source);
  }

  /** One with another behind it in the same stream. */
  static void withoutAnEvent(List<Entry> entries, SplittableRandom random) {
    Edit edit =
        without(
            Entry.Event.class,
            event -> {
              List<Entry> stream = stream(entries, event);
              int place = stream.indexOf(event);
              return place + 1 < stream.size() && stream.get(place + 1) instanceof Entry.Event;
            });
    edit.apply(entries, random);
  }

  /** One that events follow. */
  static void withoutASynced(List<Entry> entries, SplittableRandom random) {
    Edit edit =
        without(
            Entry.Synced.class,
            synced -> {
              List<Entry> stream =
                  entries.stream()
                      .filter(e -> isOf(e, synced.client(), synced.connection(), synced.room()))
                      .toList();
              return stream.get(0).equals(synced)
                  && stream.size() > 1
                  && stream.get(1) instanceof Entry.Event;
            });
    edit.apply(entries, random);
  }

  /** Behind the last event of a stream that has come to the end of the journal. */
  static void withAnEventTooMuch(List<Entry> entries, SplittableRandom random) {
    int place =
        place(
            entries,
            random,
            Entry.Event.class,
            event -> {
              List<Entry> stream = stream(entries, event);
              return stream.get(stream.size() - 1) == event && event.rev() == last(entries, event);
            });
    Entry.Event event = (Entry.Event) entries.get(place);
    entries.add(
        place + 1,
        new Entry.Event(
            event.client(),
            event.connection(),
            event.room(),
            event.at(),
            event.rev() + 1,
            "member.left",
            0,
            null,
            null,
            null));
  }

  static void withARowTooMuch(List<Entry> entries, SplittableRandom random) {
    int place = place(entries, random, Entry.Stored.class, from("view"));
    Entry.Stored row = (Entry.Stored) entries.get(place);
    entries.add(stored(row, row.seq() + 1_000_000, row.id(), row.hash()));
  }

  /** In the ack of a send that was not repeated, which would tell, too. */
  static void withAnotherIdInAnAck(List<Entry> entries, SplittableRandom random) {
    Set<String> repeated = new HashSet<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Send send && send.repeat()) {
        repeated.add(send.key());
      }
    }
    Edit edit =
        change(
            Entry.Send.class,
            e -> e.outcome() == Entry.Outcome.OK && !repeated.contains(e.key()),
            Edits::otherId);
    edit.apply(entries, random);
  }

  /** The ack of a repetition. */
  static Entry.Send again(Entry.Send first, long seq, boolean duplicate, long at) {
    return new Entry.Send(
        first.client(),
        first.room(),
        first.key(),
        first.hash(),
        at,
        at + 1,
        Entry.Outcome.OK,
        null,
        seq,
        first.rev(),
        first.id(),
        duplicate,
        true,
        1,
        first.via());
  }

  private static Entry.Send otherId(Entry.Send e) {
    return new Entry.Send(
        e.client(),
        e.room(),
        e.key(),
        e.hash(),
        e.start(),
        e.end(),
        e.outcome(),
        e.code(),
        e.seq(),
        e.rev(),
        "another",
        e.duplicate(),
        e.repeat(),
        e.tries(),
        e.via());
  }

  static Entry.Stored otherId(Entry.Stored e) {
    return stored(e, e.seq(), "another", e.hash());
  }

  static Entry.Stored altered(Entry.Stored e) {
    return stored(e, e.seq(), e.id(), Hashes.of("another"));
  }

  static Entry.Event otherId(Entry.Event e) {
    return seen(e, "another", e.hash());
  }

  static Entry.Event altered(Entry.Event e) {
    return seen(e, e.id(), Hashes.of("another"));
  }

  static Entry.Revs oneLess(Entry.Revs e) {
    return new Entry.Revs(e.room(), e.count() - 1, e.first(), e.last(), e.distinct() - 1);
  }

  static Entry.Count count(Entry.Count e, long unread, long mentions) {
    return new Entry.Count(
        e.client(),
        e.room(),
        e.source(),
        e.readSeq(),
        e.unread() + unread,
        e.mentions() + mentions);
  }

  static Entry.Count marked(Entry.Count e) {
    return new Entry.Count(
        e.client(), e.room(), e.source(), e.readSeq() + 1, e.unread(), e.mentions());
  }

  static int messages(Entry.Read e) {
    return e.messages() == null ? 0 : e.messages().size();
  }

  static Entry.Read without(Entry.Read e, int message) {
    List<Entry.Seen> left = new ArrayList<>(e.messages());
    left.remove(message);
    return new Entry.Read(
        e.client(),
        e.room(),
        e.via(),
        e.node(),
        e.before(),
        e.start(),
        e.end(),
        e.outcome(),
        e.code(),
        e.minRev(),
        e.rev(),
        e.lastSeq(),
        left);
  }

  private static Entry.Stored stored(Entry.Stored e, long seq, String id, String hash) {
    return new Entry.Stored(
        e.source(),
        e.room(),
        seq,
        e.rev(),
        id,
        e.sender(),
        e.key(),
        hash,
        e.deleted(),
        e.mentions());
  }

  private static Entry.Event seen(Entry.Event e, String id, String hash) {
    return new Entry.Event(
        e.client(),
        e.connection(),
        e.room(),
        e.at(),
        e.rev(),
        e.kind(),
        e.seq(),
        id,
        e.sender(),
        hash);
  }

  private static <T extends Entry> int place(
      List<Entry> entries, SplittableRandom random, Class<T> type, Predicate<T> which) {
    int[] places =
        IntStream.range(0, entries.size())
            .filter(i -> type.isInstance(entries.get(i)) && which.test(type.cast(entries.get(i))))
            .toArray();
    return places[random.nextInt(places.length)];
  }

  private static List<Entry> stream(List<Entry> entries, Entry.Event event) {
    return entries.stream()
        .filter(e -> isOf(e, event.client(), event.connection(), event.room()))
        .toList();
  }

  private static boolean isOf(Entry entry, String client, int connection, String room) {
    if (entry instanceof Entry.Event e) {
      return e.client().equals(client) && e.connection() == connection && e.room().equals(room);
    }
    if (entry instanceof Entry.Synced e) {
      return e.client().equals(client) && e.connection() == connection && e.room().equals(room);
    }
    return entry instanceof Entry.Behind e
        && e.client().equals(client)
        && e.connection() == connection
        && e.room().equals(room);
  }

  private static long last(List<Entry> entries, Entry.Event event) {
    return entries.stream()
        .filter(e -> e instanceof Entry.Revs revs && revs.room().equals(event.room()))
        .mapToLong(e -> ((Entry.Revs) e).last())
        .sum();
  }
}
