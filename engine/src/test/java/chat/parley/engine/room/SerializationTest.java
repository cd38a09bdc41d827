package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.SerializationTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomSnapshot;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.domain.WindowSize;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Everything that travels between nodes, and snapshots, there and back. */
class SerializationTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.allow-java-serialization = off")
              .withFallback(ConfigFactory.load()));
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Caller ADA =
      new Caller("main", "u1", "Ada", "https://example.org/a.png", Caller.Role.USER);

  private final SerializationTestKit serialization = KIT.serializationTestKit();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private void travels(Object object) {
    serialization.verifySerialization(object, true);
    assertThat(
            SerializationExtension.get(KIT.system()).findSerializerFor(object).getClass().getName())
        .containsAnyOf("Cbor", "NodeSerializer");
  }

  private static Message message() {
    return new Message(
        "01KAGE3T80ABCDEFGHJKMNPQRS",
        1,
        "u1",
        "Ada",
        null,
        "你好",
        ContentType.TEXT,
        ModerationStatus.APPROVED,
        AT,
        "c-1",
        null,
        List.of("u2"),
        List.of(new Message.Reaction("👍", List.of("u2"))),
        null,
        null);
  }

  private static Member member() {
    return new Member("u1", MemberRole.OWNER, AT, 3, 4, true, null, 5);
  }

  private static RoomInfo info() {
    return new RoomInfo(
        "r1", RoomKind.GROUP, "Room", null, Policy.DEFAULT, false, false, AT, 2, 1, 1, AT);
  }

  @Test
  void commandsTravel() {
    TestProbe<RoomReply> replies = KIT.createTestProbe();
    for (RoomCommand command :
        List.of(
            new RoomCommand.Create(
                ADA, RoomKind.GROUP, "n", "ref", Policy.DEFAULT, List.of("u2"), true),
            new RoomCommand.Change(ADA, "n", Policy.DEFAULT, true),
            new RoomCommand.Archive(ADA),
            new RoomCommand.PutMember(ADA, "u2", MemberRole.READER, true, AT),
            new RoomCommand.RemoveMember(ADA, "u2"),
            new RoomCommand.SetMute(ADA, true),
            new RoomCommand.Post(ADA, "hi", ContentType.CARD, "c", "r", List.of("u2")),
            new RoomCommand.Edit(ADA, "m", "ho"),
            new RoomCommand.Delete(ADA, "m"),
            new RoomCommand.React(ADA, "m", "👍", true),
            new RoomCommand.MoveMarker(ADA, Long.MAX_VALUE, null),
            new RoomCommand.Import(ADA, "log", List.of()))) {
      travels(new RoomMessage.Execute(command, false, 300, replies.getRef()));
    }
  }

  @Test
  void queriesAndSubscriptionsTravel() {
    TestProbe<RoomAnswer> answers = KIT.createTestProbe();
    TestProbe<RoomPush> feed = KIT.createTestProbe();
    PageRequest page =
        new PageRequest(30, PageRequest.Direction.AROUND, new PageRequest.Cursor(null, AT));
    for (RoomQuery query :
        List.of(
            new RoomQuery.Describe(ADA, 1),
            new RoomQuery.Members(ADA, 10, "u1"),
            new RoomQuery.Messages(ADA, page, 2),
            new RoomQuery.Meta(ADA, 3))) {
      travels(new RoomMessage.Ask(query, answers.getRef()));
    }
    travels(new RoomMessage.Attach(feed.getRef(), -1, 3));
    travels(new RoomMessage.Admit(feed.getRef(), "s1", ADA, 41));
    travels(new RoomMessage.Detach(feed.getRef()));
    travels(new RoomMessage.Typing(ADA, true));
  }

  @Test
  void repliesAndAnswersTravel() {
    for (Object reply :
        List.of(
            RoomReply.Rejected.of(ErrorCode.CONFLICT, "why"),
            new RoomReply.RoomIs(info(), List.of(member()), true),
            new RoomReply.Posted(message(), 1, true),
            new RoomReply.MessageIs(message(), 2),
            new RoomReply.MemberIs(member(), 3, false),
            new RoomReply.MarkersAre(1, 2, 3, 4),
            new RoomReply.Imported(1, 2, 3, 4, 5, 6),
            new RoomReply.Done(7),
            new RoomAnswer.Description(info(), List.of(member()), null, 0, 0),
            new RoomAnswer.MembersPage(List.of(member()), null),
            new RoomAnswer.Page(
                new MessagePage(List.of(message()), 1, 1, null, MessagePage.Source.WINDOW)),
            new RoomAnswer.BeyondWindow(1, 2),
            new RoomAnswer.MetaIs(1, 2, null, 3, 4, 5))) {
      travels(reply);
    }
  }

  @Test
  void pushesTravel() {
    TestProbe<RoomMessage> room = KIT.createTestProbe();
    Change change = new Change.OfMessage(1, Change.Kind.MESSAGE_POSTED, message());
    for (RoomPush push :
        List.of(
            new RoomPush.Pushed(
                List.of(
                    change,
                    new Change.OfMember(2, Change.Kind.MEMBER_LEFT, member()),
                    new Change.OfRoom(3, Change.Kind.ROOM_CHANGED, info()))),
            new RoomPush.Head(1, 2, room.getRef()),
            new RoomPush.Lost(3),
            new RoomPush.Admitted("s", new Synced.Resumed(1, 2, 3, List.of(change))),
            new RoomPush.Admitted("s", new Synced.Reset(1, 2, 3, List.of(message()))),
            new RoomPush.Refused("s", RoomReply.Rejected.of(ErrorCode.FORBIDDEN, "no")),
            new RoomPush.MarkersMoved(List.of(new RoomEvent.Marker("u1", 1, 2))),
            new RoomPush.TypingNow(List.of(new RoomPush.Typist("u1", "Ada"))),
            new RoomPush.GoneQuiet(9))) {
      travels(push);
    }
  }

  @Test
  void allowancesTravel() {
    TestProbe<Allowance.Taken> taken = KIT.createTestProbe();
    travels(new Allowance.Take(taken.getRef()));
    travels(new Allowance.GiveBack());
    travels(new Allowance.Taken(5));
  }

  @Test
  void snapshotsKeepEverything() {
    RoomKey key = new RoomKey("main", "r1");
    Room room = Room.absent(key, WindowSize.DEFAULT);
    for (RoomCommand command :
        List.of(
            new RoomCommand.Create(ADA, RoomKind.GROUP, null, null, null, List.of("u2"), false),
            new RoomCommand.Post(ADA, "hi", ContentType.TEXT, "c", null, List.of("u2")))) {
      Decision.Accepted accepted = (Decision.Accepted) room.decide(command, AT, Loaded.NOTHING);
      for (RoomEvent event : accepted.events()) {
        room = room.apply(event);
      }
    }
    Serialization akka = SerializationExtension.get(KIT.system());
    byte[] bytes = akka.serialize(room.snapshot()).get();
    RoomSnapshot read = akka.deserialize(bytes, RoomSnapshot.class).get();

    assertThat(Room.of(key, read, WindowSize.DEFAULT).snapshot())
        .usingRecursiveComparison()
        .isEqualTo(room.snapshot());
    assertThat(read.mentions()).hasSize(1);
  }
}
