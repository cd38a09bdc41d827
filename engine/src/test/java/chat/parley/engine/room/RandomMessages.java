package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.ImportItem;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.Synced;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that has a form of ours between nodes, with values by chance. */
final class RandomMessages {

  private static final String[] PIECES = {
    "a", "Z9", " ", "\n", "\u0000", "é", "ß", "你好", "مرحبا", "👍🏽", "\ud83d\ude00", "x".repeat(300)
  };
  private static final long[] EDGES = {
    0,
    1,
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    4_294_967_295L,
    4_294_967_296L,
    Long.MAX_VALUE,
    -1,
    -25,
    -257,
    Long.MIN_VALUE
  };

  private final Random random;
  private final ActorRef<?> ref;

  RandomMessages(long seed, ActorRef<?> ref) {
    this.random = new Random(seed);
    this.ref = ref;
  }

  /** One of every kind, with every kind of command, question and change in it. */
  List<Object> all() {
    return Stream.of(
            List.of(new Allowance.Take(ref()), new Allowance.GiveBack()),
            List.of(
                new Allowance.Taken(number()), new RoomMessage.Attach(ref(), number(), small())),
            List.of(new RoomMessage.Admit(ref(), text(), caller(), number())),
            commands().stream()
                .map(c -> new RoomMessage.Execute(c, flag(), number(), ref()))
                .toList(),
            queries().stream().map(q -> new RoomMessage.Ask(q, ref())).toList(),
            List.of(
                new RoomReply.Rejected(one(ErrorCode.values()), text(), number()),
                new RoomReply.Posted(message(), number(), flag()),
                new RoomReply.MarkersAre(number(), number(), number(), number()),
                new RoomAnswer.Page(page()),
                new RoomPush.Head(number(), number(), ref()),
                new RoomPush.Pushed(list(this::change)),
                new RoomPush.Pushed(List.of(ofMember(), ofRoom(), ofMessage())),
                new RoomPush.Admitted(
                    text(), new Synced.Resumed(number(), number(), number(), list(this::change))),
                new RoomPush.Admitted(
                    text(), new Synced.Reset(number(), number(), number(), list(this::message))),
                new RoomPush.MarkersMoved(list(this::marker))))
        .<Object>flatMap(List::stream)
        .toList();
  }

  private List<RoomCommand> commands() {
    Caller by = caller();
    return List.of(
        new RoomCommand.Post(
            by,
            text(),
            one(ContentType.values()),
            orNull(text()),
            orNull(text()),
            list(this::text)),
        new RoomCommand.MoveMarker(by, orNull(number()), orNull(number())),
        new RoomCommand.Create(
            by, one(RoomKind.values()), orNull(text()), null, policy(), list(this::text), flag()),
        new RoomCommand.Change(by, orNull(text()), orNull(policy()), orNull(flag())),
        new RoomCommand.Archive(by),
        new RoomCommand.PutMember(by, text(), one(MemberRole.values()), flag(), orNull(time())),
        new RoomCommand.RemoveMember(by, text()),
        new RoomCommand.SetMute(by, flag()),
        new RoomCommand.Edit(by, text(), text()),
        new RoomCommand.Delete(by, text()),
        new RoomCommand.React(by, text(), text(), flag()),
        new RoomCommand.Import(
            by, text(), list(() -> new ImportItem.Left(number(), time(), text()))));
  }

  private List<RoomQuery> queries() {
    PageRequest.Cursor cursor = new PageRequest.Cursor(orNull(number()), orNull(time()));
    PageRequest page =
        new PageRequest(small(), one(PageRequest.Direction.values()), orNull(cursor));
    return List.of(
        new RoomQuery.Messages(caller(), page, number()),
        new RoomQuery.Describe(caller(), number()),
        new RoomQuery.Members(caller(), small(), orNull(text())),
        new RoomQuery.Meta(caller(), number()));
  }

  private Caller caller() {
    return new Caller(text(), text(), text(), orNull(text()), one(Caller.Role.values()));
  }

  private Policy policy() {
    return new Policy(orNull(0.5), orNull(small()), orNull(number()), one(Policy.Posting.values()));
  }

  private Change change() {
    return switch (random.nextInt(4)) {
      case 0 -> ofMember();
      case 1 -> ofRoom();
      default -> ofMessage();
    };
  }

  private Change ofMessage() {
    return new Change.OfMessage(number(), one(Change.Kind.values()), message());
  }

  private Change ofMember() {
    Member member =
        new Member(
            text(),
            one(MemberRole.values()),
            time(),
            number(),
            number(),
            flag(),
            orNull(time()),
            7);
    return new Change.OfMember(number(), one(Change.Kind.values()), member);
  }

  private Change ofRoom() {
    RoomInfo info =
        new RoomInfo(
            text(),
            one(RoomKind.values()),
            orNull(text()),
            orNull(text()),
            policy(),
            flag(),
            flag(),
            time(),
            small(),
            number(),
            number(),
            orNull(time()));
    return new Change.OfRoom(number(), one(Change.Kind.values()), info);
  }

  private RoomEvent.Marker marker() {
    return new RoomEvent.Marker(text(), number(), number());
  }

  private MessagePage page() {
    return new MessagePage(
        list(this::message),
        number(),
        number(),
        orNull(number()),
        one(MessagePage.Source.values()));
  }

  private Message message() {
    return new Message(
        text(),
        number(),
        text(),
        text(),
        orNull(text()),
        text(),
        one(ContentType.values()),
        one(ModerationStatus.values()),
        time(),
        orNull(text()),
        orNull(text()),
        list(this::text),
        list(() -> new Message.Reaction(text(), list(this::text))),
        orNull(time()),
        orNull(time()));
  }

  private Instant time() {
    return switch (random.nextInt(6)) {
      case 0 -> Instant.EPOCH.minusMillis(random.nextInt(1 << 30));
      case 1 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      case 2 -> random.nextBoolean() ? Instant.MAX : Instant.MIN;
      default -> Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt());
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(one(PIECES));
    }
    return text.toString();
  }

  private long number() {
    return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
  }

  private int small() {
    return random.nextInt();
  }

  private boolean flag() {
    return random.nextBoolean();
  }

  private <T> T orNull(T value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> List<T> list(Supplier<T> item) {
    return Stream.generate(item).limit(random.nextInt(4)).toList();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  @SuppressWarnings("unchecked")
  private <T> ActorRef<T> ref() {
    return (ActorRef<T>) ref;
  }
}
