package chat.parley.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** No command, query or event without a meaning. */
class EveryCommandTest {

  private static final Caller ANN = Scene.user("u1");

  private final List<RoomCommand> commands =
      List.of(
          new RoomCommand.Create(ANN, RoomKind.GROUP, null, null, null, List.of(), false),
          new RoomCommand.Change(ANN, "n", null, null),
          new RoomCommand.Archive(ANN),
          new RoomCommand.PutMember(ANN, "u3", null, false, null),
          new RoomCommand.RemoveMember(ANN, "u2"),
          new RoomCommand.SetMute(ANN, true),
          Scene.post("u1", "x", null),
          new RoomCommand.Edit(ANN, "m", "x"),
          new RoomCommand.Delete(ANN, "m"),
          new RoomCommand.React(ANN, "m", "k", true),
          new RoomCommand.MoveMarker(ANN, 1L, 1L),
          new RoomCommand.Import(Scene.ADMIN, "log", List.of()));

  @Test
  void everyCommandIsDecided() {
    assertThat(commands)
        .extracting(Object::getClass)
        .containsAll(List.of(RoomCommand.class.getPermittedSubclasses()));
    for (RoomCommand command : commands) {
      Scene scene = Scene.of("u2");
      assertThat(scene.room.decide(command, scene.now, Loaded.NOTHING)).isNotNull();
      Room absent = Room.absent(Scene.KEY, WindowSize.DEFAULT);
      assertThat(absent.decide(command, scene.now, Loaded.NOTHING)).isNotNull();
    }
  }

  @Test
  void everyQueryIsAnswered() {
    List<RoomQuery> queries =
        List.of(
            new RoomQuery.Describe(ANN, 0),
            new RoomQuery.Members(ANN, 10, null),
            new RoomQuery.Messages(ANN, PageRequest.newest(10), 0),
            new RoomQuery.Meta(ANN, 0));
    assertThat(queries)
        .extracting(Object::getClass)
        .containsAll(List.of(RoomQuery.class.getPermittedSubclasses()));
    for (RoomQuery query : queries) {
      assertThat(Scene.of("u2").room.answer(query, 0)).isNotInstanceOf(RoomReply.Rejected.class);
    }
  }

  @Test
  void everyEventIsApplied() {
    Scene scene = Scene.of("u2", "u3");
    scene.say("u1", "one");
    for (RoomEvent event : EventSamples.all().values()) {
      assertThat(scene.room.apply(event)).isNotNull();
    }
  }
}
