package chat.parley.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.room.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A node's hub whose beats the test gives. */
class PresenceHubTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration NEVER = Duration.ofHours(1);
  private static final PresenceSettings SETTINGS =
      new PresenceSettings(
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          NEVER,
          NEVER,
          NEVER,
          NEVER,
          NEVER,
          20,
          100,
          Duration.ofSeconds(2));

  private final TestTime time = new TestTime(Instant.parse("2026-11-20T12:00:00Z"));
  private final BlockingQueue<List<UserPresence>> told = new LinkedBlockingQueue<>();
  private final ActorRef<HubMessage> hub =
      KIT.spawn(
          PresenceHub.of(
              SETTINGS, new MemoryPresences(), new NoRooms(), time, new HashMap<>(), hubs -> {}));

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private Device device(String user) {
    Caller caller = new Caller("main", user, user, null, Caller.Role.USER);
    return new Device(caller, null, told::add, time);
  }

  private Device enter(String user) {
    Device device = device(user);
    hub.tell(new HubMessage.Enter(device));
    hub.tell(new HubMessage.Look());
    return device;
  }

  private Map<String, PresenceStatus> next() throws InterruptedException {
    List<UserPresence> list = told.poll(10, TimeUnit.SECONDS);
    return list.stream()
        .collect(Collectors.toMap(UserPresence::userId, one -> one.presence().status()));
  }

  /** Waits until the hub has done what it was told. */
  private void settle() {
    TestProbe<HubMessage.Known> probe = KIT.createTestProbe();
    hub.tell(new HubMessage.Question(List.of(), probe.getRef()));
    probe.receiveMessage();
  }

  @Test
  void aWatcherHearsOfAllThatChangedInABatchAtOnceAndOfNobodyElse() throws Exception {
    Device watcher = enter("watcher");
    Set<UserKey> watched = Set.of(new UserKey("main", "ada"), new UserKey("main", "bo"));
    hub.tell(new HubMessage.Watch(watcher, watched, watched));
    enter("ada");
    enter("stranger");
    Device bo = enter("bo");
    hub.tell(new HubMessage.Beat());
    settle();

    bo.declare(true);
    hub.tell(new HubMessage.Look());
    hub.tell(new HubMessage.Beat());
    hub.tell(new HubMessage.Beat());
    hub.tell(new HubMessage.Leave(bo));
    hub.tell(new HubMessage.Look());
    hub.tell(new HubMessage.Beat());
    settle();
    time.pass(Duration.ofSeconds(6));
    hub.tell(new HubMessage.Look());
    hub.tell(new HubMessage.Beat());

    assertThat(next()).isEqualTo(Map.of("ada", PresenceStatus.ONLINE, "bo", PresenceStatus.ONLINE));
    assertThat(next()).isEqualTo(Map.of("bo", PresenceStatus.AWAY));
    assertThat(next()).isEqualTo(Map.of("bo", PresenceStatus.OFFLINE));
  }

  /** Nobody reads a room here. */
  private static final class NoRooms implements Rooms {

    private static <T> CompletionStage<T> none() {
      return CompletableFuture.failedFuture(new IllegalStateException("not asked here"));
    }

    @Override
    public CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command) {
      return none();
    }

    @Override
    public CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query) {
      return none();
    }

    @Override
    public CompletionStage<RoomAnswer> messages(
        RoomKey room, Caller by, PageRequest page, long minRev) {
      return none();
    }

    @Override
    public void typing(RoomKey room, Caller by, boolean on) {
      throw new IllegalStateException("not asked here");
    }
  }
}
