package chat.parley.projections.query;

import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.WindowSize;
import chat.parley.projections.RandomRoom;
import chat.parley.projections.query.Queries.Receipt;
import chat.parley.projections.query.Queries.Receipts;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Receipts as one finds them by watching every member's markers through the life of a room. */
final class NaiveReceipts {

  private NaiveReceipts() {}

  static Receipts of(RandomRoom room, Message message) {
    return new Receipts(
        first(room, message, Member::deliveredSeq), first(room, message, Member::readSeq));
  }

  private static List<Receipt> first(
      RandomRoom random, Message message, ToLongFunction<Member> marker) {
    Map<String, Instant> first = new HashMap<>();
    Room room = Room.absent(random.key, WindowSize.DEFAULT);
    for (RoomEvent event : random.events) {
      Room next = room.apply(event);
      for (String user : random.users) {
        Optional<Member> before = room.member(user);
        Optional<Member> after = next.member(user);
        if (before.isPresent()
            && after.isPresent()
            && marker.applyAsLong(before.get()) < message.seq()
            && marker.applyAsLong(after.get()) >= message.seq()) {
          first.putIfAbsent(user, event.at());
        }
      }
      room = next;
    }
    return first.entrySet().stream()
        .filter(e -> !e.getKey().equals(message.senderId()))
        .filter(e -> random.room.member(e.getKey()).isPresent())
        .map(e -> new Receipt(e.getKey(), e.getValue()))
        .sorted(Comparator.comparing(Receipt::at).thenComparing(Receipt::userId))
        .toList();
  }
}
