package chat.parley.bench.check;

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

  /** The rev before its own, of which somebody saw the event. */
  static void withAnotherRevInAnAck(List<Entry> entries, SplittableRandom random) {
    Edit edit =
        change(
            Entry.Send.class,
            send ->
                !send.repeat()
                    && send.rev() > 0
                    && entries.stream()
                        .anyMatch(
                            e ->
                                e instanceof Entry.Event event
                                    && event.room().equals(send.room())
                                    && event.rev() == send.rev() - 1),
            send -> Copies.ack(send, send.seq(), send.rev() - 1, send.id(), false, send.repeat()));
    edit.apply(entries, random);
  }

  /** One that somebody else saw, too. */
  static void withAnotherChange(List<Entry> entries, SplittableRandom random) {
    Edit edit =
        change(
            Entry.Event.class,
            event ->
                event.seq() > 0
                    && entries.stream()
                        .anyMatch(
                            e ->
                                e instanceof Entry.Event other
                                    && other.room().equals(event.room())
                                    && other.rev() == event.rev()
                                    && !other.client().equals(event.client())),
            Copies::aboutNoMessage);
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
    entries.add(Copies.stored(row, row.seq() + 1_000_000, row.id(), row.hash()));
  }

  /** The last one in the file. */
  static <T extends Entry> Edit changeLast(Class<T> type, UnaryOperator<T> change) {
    return (entries, random) -> {
      int place = entries.size() - 1;
      while (!type.isInstance(entries.get(place))) {
        place--;
      }
      entries.set(place, change.apply(type.cast(entries.get(place))));
    };
  }

  /** The ack of a send that was not repeated, which would tell, too. */
  static Edit changeAck(Predicate<Entry.Send> which, UnaryOperator<Entry.Send> change) {
    return (entries, random) -> {
      Set<String> repeated = new HashSet<>();
      for (Entry entry : entries) {
        if (entry instanceof Entry.Send send && send.repeat()) {
          repeated.add(send.key());
        }
      }
      Predicate<Entry.Send> once =
          e -> e.outcome() == Entry.Outcome.OK && !repeated.contains(e.key());
      change(Entry.Send.class, once.and(which), change).apply(entries, random);
    };
  }

  static boolean shows(Entry.Read e, String hash) {
    return e.messages() != null && e.messages().stream().anyMatch(m -> m.hash().equals(hash));
  }

  static int messages(Entry.Read e) {
    return e.messages() == null ? 0 : e.messages().size();
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
