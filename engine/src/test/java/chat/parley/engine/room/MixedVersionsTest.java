package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomSnapshot;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.domain.WindowSize;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A node of this release, and beside it one of a later release, as in a rolling upgrade. */
class MixedVersionsTest {

  private static final Config CONFIG =
      ConfigFactory.parseString(
              "akka.actor.provider = remote\n"
                  + "akka.actor.allow-java-serialization = off\n"
                  + "akka.remote.artery.canonical { hostname = \"127.0.0.1\", port = 0 }")
          .withFallback(ConfigFactory.load());
  private static final ActorTestKit THIS = ActorTestKit.create("this", CONFIG);
  private static final ActorTestKit NEWER =
      ActorTestKit.create(
          "newer",
          ConfigFactory.parseString(
                  "akka.serialization.jackson.allowed-class-prefix = [\"chat.parley\"]\n"
                      + "akka.actor.serializers.jackson-cbor = "
                      + NewerCbor.class.getName()
                      + "\nakka.actor.serializers.parley-node = "
                      + NewerNode.class.getName())
              .withFallback(CONFIG));
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Caller ADA = new Caller("main", "u1", "Ada", null, Caller.Role.USER);
  private static final RoomKey KEY = new RoomKey("main", "r1");

  @AfterAll
  static void end() {
    NEWER.shutdownTestKit();
    THIS.shutdownTestKit();
  }

  /** A probe of this node as the newer one reaches it. */
  private static <T> ActorRef<T> fromNewer(TestProbe<T> probe) {
    String address = ActorRefResolver.get(THIS.system()).toSerializationFormat(probe.getRef());
    return ActorRefResolver.get(NEWER.system()).resolveActorRef(address);
  }

  private static RoomCommand.Post post(String content) {
    return new RoomCommand.Post(ADA, content, ContentType.TEXT, "c-1", null, List.of("u2"));
  }

  private final List<RoomEvent> events = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<RoomReply> replies = new ArrayList<>();

  private Room room() {
    Room room = Room.absent(KEY, WindowSize.DEFAULT);
    for (RoomCommand command :
        List.of(
            new RoomCommand.Create(ADA, RoomKind.GROUP, "n", null, null, List.of("u2"), false),
            post("hi"))) {
      Decision.Accepted accepted = (Decision.Accepted) room.decide(command, AT, Loaded.NOTHING);
      events.addAll(accepted.events());
      changes.addAll(accepted.changes());
      replies.add(accepted.reply());
      for (RoomEvent event : accepted.events()) {
        room = room.apply(event);
      }
    }
    return room;
  }

  @Test
  void whatALaterReleaseAddsIsLeftOutAndTheRestIsUnderstood() {
    TestProbe<RoomReply> replyTo = NEWER.createTestProbe();
    TestProbe<RoomMessage> rooms = THIS.createTestProbe();
    TestProbe<RoomPush> feed = THIS.createTestProbe();
    TestProbe<RoomReply> asker = THIS.createTestProbe();
    room();

    fromNewer(rooms).tell(new RoomMessage.Execute(post("hi"), true, 0, replyTo.getRef()));
    RoomMessage.Execute execute = rooms.expectMessageClass(RoomMessage.Execute.class);
    assertThat(execute.command()).isEqualTo(post("hi"));
    execute.replyTo().tell(replies.get(1));
    assertThat(replyTo.receiveMessage()).as("and back").isEqualTo(replies.get(1));
    for (RoomReply reply : replies) {
      fromNewer(asker).tell(reply);
      assertThat(asker.receiveMessage()).isEqualTo(reply);
    }
    RoomPush.Pushed pushed = new RoomPush.Pushed(changes);
    fromNewer(feed).tell(pushed);
    assertThat(feed.receiveMessage()).isEqualTo(pushed);
    RoomPush.Admitted admitted = new RoomPush.Admitted("s1", new Synced.Resumed(1, 1, 0, changes));
    fromNewer(feed).tell(admitted);
    assertThat(feed.receiveMessage()).isEqualTo(admitted);
  }

  @Test
  void whatOnlyALaterReleaseKnowsIsDroppedWithALineInTheLogAndTheNextMessageComes() {
    TestProbe<RoomMessage> rooms = THIS.createTestProbe();
    TestProbe<RoomPush> feed = THIS.createTestProbe();
    ActorRef<RoomMessage> toRooms = fromNewer(rooms);
    ActorRef<RoomPush> toFeed = fromNewer(feed);

    LoggingTestKit.error("Failed to deserialize message")
        .withOccurrences(2)
        .expect(
            THIS.system(),
            () -> {
              toRooms.tell(new NewerCbor.LaterMessage("unknown"));
              toRooms.tell(new RoomMessage.Typing(ADA, true));
              toFeed.tell(new NewerCbor.LaterPush("unknown"));
              toFeed.tell(new RoomPush.GoneQuiet(9));
              assertThat(rooms.receiveMessage()).isEqualTo(new RoomMessage.Typing(ADA, true));
              assertThat(feed.receiveMessage()).isEqualTo(new RoomPush.GoneQuiet(9));
              return null;
            });
  }

  @Test
  void eventsAndSnapshotsOfALaterReleaseAreRead() throws IOException {
    Room room = room();
    ObjectMapper json = new ObjectMapper();
    for (RoomEvent event : events) {
      ObjectNode tree = (ObjectNode) json.readTree(EventJson.write(event));
      tree.putObject("addedLater");
      assertThat(EventJson.read(json.writeValueAsBytes(tree))).isEqualTo(event);
    }

    Serialization akka = SerializationExtension.get(THIS.system());
    SerializerWithStringManifest cbor =
        (SerializerWithStringManifest) akka.serializerFor(RoomSnapshot.class);
    CBORMapper mapper = new CBORMapper();
    ObjectNode tree = (ObjectNode) mapper.readTree(cbor.toBinary(room.snapshot()));
    tree.putObject("addedLater");
    Object read = cbor.fromBinary(mapper.writeValueAsBytes(tree), cbor.manifest(room.snapshot()));
    assertThat(Room.of(KEY, (RoomSnapshot) read, WindowSize.DEFAULT).snapshot())
        .usingRecursiveComparison()
        .isEqualTo(room.snapshot());
  }
}
