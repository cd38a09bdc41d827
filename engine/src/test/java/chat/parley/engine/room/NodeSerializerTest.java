package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomReply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Our own forms between nodes: nothing is lost, and what is broken is refused. */
class NodeSerializerTest {

  private static final int ROUNDS = 300;

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.allow-java-serialization = off")
              .withFallback(ConfigFactory.load()));
  private static final ExtendedActorSystem SYSTEM =
      (ExtendedActorSystem) Adapter.toClassic(KIT.system());
  private static final CBORMapper CBOR = new CBORMapper();
  private static final Message MESSAGE =
      new Message(
          "01KAGE3T80ABCDEFGHJKMNPQRS",
          7,
          "u1",
          "Zoë",
          null,
          "hi 👍",
          ContentType.TEXT,
          ModerationStatus.FLAGGED,
          Instant.parse("2026-11-20T12:00:00.123Z"),
          "c-1",
          null,
          List.of("u2"),
          List.of(new Message.Reaction("👍", List.of("u2", "u3"))),
          null,
          null);

  /** Of {@link #MESSAGE}, posted at rev 9: kept as it is by every later release. */
  private static final String POSTED =
      "838f781a30314b4147453354383041424344454647484a4b4d4e5051525307627531645a6fc3abf66768"
          + "6920f09f918d00021b000001a1f8d3ea7b63632d31f681627532818264f09f918d82627532627533f6f609f5";

  private final NodeSerializer serializer = new NodeSerializer(SYSTEM);
  private final RandomMessages samples =
      new RandomMessages(20_261_121, KIT.createTestProbe().getRef());

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private Object back(Object message, byte[] bytes) throws NotSerializableException {
    return serializer.fromBinary(bytes, serializer.manifest(message));
  }

  @Test
  void everyMessageComesBackAsItWas() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      for (Object message : samples.all()) {
        byte[] bytes = serializer.toBinary(message);
        assertThat(back(message, bytes)).isEqualTo(message);
        assertThat(CBOR.readTree(bytes).isArray()).as("any reader of CBOR understands it").isTrue();
      }
    }
  }

  @Test
  void akkaIsBoundToTheFormsOfAllThatHaveOne() {
    Config bindings =
        KIT.system().settings().config().getConfig("akka.actor.serialization-bindings");
    Set<String> bound =
        bindings.root().entrySet().stream()
            .filter(binding -> binding.getValue().unwrapped().equals("parley-node"))
            .map(binding -> binding.getKey())
            .collect(Collectors.toSet());
    Set<String> sent = new HashSet<>();
    for (Object message : samples.all()) {
      sent.add(message.getClass().getName());
      assertThat(SerializationExtension.get(KIT.system()).findSerializerFor(message))
          .isInstanceOf(NodeSerializer.class);
    }
    assertThat(sent).isEqualTo(bound);
  }

  @Test
  void aMessageThatIsCutOffIsRefused() {
    for (Object message : samples.all()) {
      byte[] bytes = serializer.toBinary(message);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> back(message, cut))
            .isInstanceOf(NotSerializableException.class)
            .hasMessageContaining("malformed " + serializer.manifest(message));
      }
      assertThatThrownBy(() -> back(message, Arrays.copyOf(bytes, bytes.length + 1)))
          .isInstanceOf(NotSerializableException.class)
          .hasMessageContaining("more bytes than one message");
    }
  }

  @Test
  void garbageIsRefusedOrReadButBreaksNothing() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      for (Object message : samples.all()) {
        byte[] bytes = serializer.toBinary(message);
        for (int bit = random.nextInt(5) + 1; bit > 0; bit--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertRefusedOrRead(message, bytes);
        random.nextBytes(bytes);
        assertRefusedOrRead(message, bytes);
      }
    }
  }

  private void assertRefusedOrRead(Object message, byte[] bytes) {
    try {
      assertThat(back(message, bytes)).isNotNull();
    } catch (NotSerializableException refused) {
      assertThat(refused).hasMessageContaining("malformed");
    }
  }

  @Test
  void lengthsThatNothingCanHaveAndDeepNestsAreRefused() {
    byte[] nest = new byte[100_000];
    Arrays.fill(nest, (byte) 0x81);
    nest[0] = (byte) 0x82;
    nest[1] = 0;
    for (byte[] bytes :
        List.of(
            nest,
            HexFormat.of().parseHex("9bffffffffffffffff"),
            HexFormat.of().parseHex("9a7fffffff"),
            HexFormat.of().parseHex("9f00ff"),
            HexFormat.of().parseHex("8200bb7fffffffffffffff"),
            HexFormat.of().parseHex("82005b7fffffffffffffff"),
            HexFormat.of().parseHex("811bffffffffffffffff"),
            HexFormat.of().parseHex("8161"),
            HexFormat.of().parseHex("f6"),
            new byte[0])) {
      assertThatThrownBy(() -> serializer.fromBinary(bytes, "taken"))
          .isInstanceOf(NotSerializableException.class)
          .hasMessageContaining("malformed taken");
    }
  }

  @Test
  void whatThisReleaseDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[] {(byte) 0x80}, "later"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("this release does not know the message later");
    assertThatThrownBy(() -> serializer.toBinary("a text"))
        .hasMessage("no form for java.lang.String");
    byte[] laterCommand = HexFormat.of().parseHex("848109f50060");
    assertThatThrownBy(() -> serializer.fromBinary(laterCommand, "execute"))
        .hasMessageContaining("a kind of RoomCommand that this release does not know");
    byte[] laterCode = HexFormat.of().parseHex("831863606100");
    assertThatThrownBy(() -> serializer.fromBinary(laterCode, "rejected"))
        .hasMessageContaining("a constant that this release does not know");
  }

  @Test
  void aNewerNodesFieldsAreSkippedAndAnOlderNodesAreEmpty() throws IOException {
    RoomReply.Posted posted = new RoomReply.Posted(MESSAGE, 9, true);
    byte[] bytes = serializer.toBinary(posted);
    assertThat(back(posted, NewerNode.widen(bytes))).isEqualTo(posted);

    ArrayNode older = (ArrayNode) CBOR.readTree(bytes);
    older.remove(2);
    ArrayNode message = (ArrayNode) older.get(0);
    while (message.size() > 11) {
      message.remove(message.size() - 1);
    }
    RoomReply.Posted read = (RoomReply.Posted) back(posted, CBOR.writeValueAsBytes(older));
    assertThat(read.duplicate()).isFalse();
    assertThat(read.message().mentions()).isEmpty();
    assertThat(read.message().reactions()).isEmpty();
    assertThat(read.message().editedAt()).isNull();
    assertThat(read.message().content()).isEqualTo("hi 👍");
  }

  @Test
  void theFormIsThatOfEveryReleaseSinceTheFirst() throws IOException {
    RoomReply.Posted posted = new RoomReply.Posted(MESSAGE, 9, true);
    assertThat(HexFormat.of().formatHex(serializer.toBinary(posted))).isEqualTo(POSTED);
    JsonNode tree = CBOR.readTree(HexFormat.of().parseHex(POSTED));
    assertThat(tree.get(0).get(5).textValue()).isEqualTo("hi 👍");
  }

  /** Constants travel as their places: others may come after them, none before or between. */
  @Test
  void constantsKeepTheirPlaces() {
    assertThat(names(ContentType.values())).isEqualTo("TEXT IMAGE FILE CARD SYSTEM");
    assertThat(names(ModerationStatus.values())).isEqualTo("APPROVED PENDING FLAGGED REJECTED");
    assertThat(names(Caller.Role.values())).isEqualTo("USER ADMIN BOT");
    assertThat(names(PageRequest.Direction.values())).isEqualTo("BEFORE AFTER AROUND");
    assertThat(names(MessagePage.Source.values())).isEqualTo("WINDOW HISTORY");
    assertThat(names(Change.Kind.values()))
        .isEqualTo(
            "MESSAGE_POSTED MESSAGE_EDITED MESSAGE_DELETED MESSAGE_MODERATED REACTION_ADDED"
                + " REACTION_REMOVED MEMBER_JOINED MEMBER_LEFT MEMBER_CHANGED ROOM_CHANGED"
                + " STREAM_STARTED STREAM_ENDED");
    assertThat(names(ErrorCode.values()))
        .isEqualTo(
            "BAD_REQUEST UNAUTHORIZED FORBIDDEN SILENCED NOT_FOUND CONFLICT ROOM_CLOSED TOO_LARGE"
                + " REJECTED RATE_LIMITED QUOTA_EXCEEDED INTERNAL UNSUPPORTED UNAVAILABLE"
                + " OVERLOADED");
  }

  private static String names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).collect(Collectors.joining(" "));
  }
}
