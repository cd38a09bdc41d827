package chat.parley.bench.jmh;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ShardingEnvelope;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** What crosses nodes, of usual size: messages of 120 bytes with mixed scripts now and then. */
final class NodeMessages {

  private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Caller ADA = new Caller("main", "user-117", "Ada", null, Caller.Role.USER);
  static final String TEXT =
      "Shall we meet at the station at half past seven, or is that too early for all of you? "
          + "I can also wait at the café";

  private final ActorSystem system;

  NodeMessages(ActorSystem system) {
    this.system = system;
  }

  Object get(String name) {
    return switch (name) {
      case "take" -> new ShardingEnvelope<>("main/user-117", allowance("Take", ActorRef.class));
      case "taken" -> allowance("Taken", long.class);
      case "execute-post" -> toRoom(new RoomMessage.Execute(post(), true, 0, self()));
      case "posted" -> new RoomReply.Posted(message(4_711), 4_800, false);
      case "pushed-1" -> new RoomPush.Pushed(changes(1));
      case "pushed-20" -> new RoomPush.Pushed(changes(20));
      case "ask-list" ->
          toRoom(
              new RoomMessage.Ask(new RoomQuery.Messages(ADA, PageRequest.newest(30), 0), self()));
      case "page-30" -> new RoomAnswer.Page(page());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object toRoom(RoomMessage message) {
    return new ShardingEnvelope<>("main/room-17", message);
  }

  private <T> ActorRef<T> self() {
    return Adapter.spawnAnonymous(system, Behaviors.<T>ignore());
  }

  /** The allowance's messages are the engine's own. */
  private Object allowance(String name, Class<?> argument) {
    try {
      Class<?> type = Class.forName("chat.parley.engine.room.Allowance$" + name);
      var constructor = type.getDeclaredConstructor(argument);
      constructor.setAccessible(true);
      return constructor.newInstance(argument == long.class ? (Object) 0L : self());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RoomCommand.Post post() {
    return new RoomCommand.Post(
        ADA, TEXT, ContentType.TEXT, "3f2a7c0e-5b1d-4c61-9a57", null, List.of());
  }

  private static List<Change> changes(int count) {
    return LongStream.range(0, count)
        .<Change>mapToObj(
            i -> new Change.OfMessage(4_800 + i, Change.Kind.MESSAGE_POSTED, message(4_711 + i)))
        .toList();
  }

  static MessagePage page() {
    List<Message> messages = LongStream.range(0, 30).mapToObj(i -> message(4_711 + i)).toList();
    return new MessagePage(messages, 4_740, 4_830, 4_711L, MessagePage.Source.WINDOW);
  }

  static Message message(long seq) {
    return new Message(
        "01KAGE3T80ABCDEFGHJKMNPQRS",
        seq,
        ADA.userId(),
        ADA.name(),
        null,
        TEXT,
        ContentType.TEXT,
        ModerationStatus.APPROVED,
        AT,
        "3f2a7c0e-5b1d-4c61-9a57",
        null,
        List.of(),
        List.of(),
        null,
        null);
  }
}
