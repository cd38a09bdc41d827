package chat.parley.engine.room;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ClusterShardingSettings.PassivationStrategySettings$;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import chat.parley.engine.domain.RoomKey;
import java.time.Clock;

/** Rooms and allowances as sharded actors: on one node as on many. */
public final class RoomRegion implements RoomLink {

  /** The sharded regions that a node must have before it is ready. */
  public static final EntityTypeKey<RoomMessage> ROOM =
      EntityTypeKey.create(RoomMessage.class, "room");

  static final EntityTypeKey<Allowance.Message> ALLOWANCE =
      EntityTypeKey.create(Allowance.Message.class, "allowance");

  private final ClusterSharding sharding;
  private final Rooms rooms;

  private RoomRegion(ActorSystem<?> system, History history, EngineSettings settings) {
    this.sharding = ClusterSharding.get(system);
    this.rooms = new ShardedRooms(system, this, history, settings);
  }

  public static RoomRegion start(
      ActorSystem<?> system, History history, EngineSettings settings, Clock clock) {
    ClusterShardingSettings base = ClusterShardingSettings.create(system);
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(ROOM, entity -> front(entity.getEntityId(), history, settings, clock))
            .withStopMessage(new RoomFront.Stop())
            .withSettings(
                base.withPassivationStrategy(
                    PassivationStrategySettings$.MODULE$
                        .defaults()
                        .withActiveEntityLimit(settings.activeRooms())
                        .withLeastRecentlyUsedReplacement())));
    sharding.init(
        Entity.of(ALLOWANCE, entity -> Allowance.of(settings, clock))
            .withSettings(
                base.withPassivationStrategy(
                    PassivationStrategySettings$.MODULE$
                        .defaults()
                        .withIdleEntityPassivation(settings.allowanceIdle()))));
    return new RoomRegion(system, history, settings);
  }

  private static Behavior<RoomMessage> front(
      String entityId, History history, EngineSettings settings, Clock clock) {
    RoomKey key = RoomKey.ofEntityId(entityId);
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new RoomFront(context, timers, key, settings, history, clock)));
  }

  public Rooms rooms() {
    return rooms;
  }

  @Override
  public void tell(RoomKey room, RoomMessage message) {
    entity(room).tell(message);
  }

  EntityRef<RoomMessage> entity(RoomKey room) {
    return sharding.entityRefFor(ROOM, room.entityId());
  }

  EntityRef<Allowance.Message> allowance(String tenant, String userId) {
    return sharding.entityRefFor(ALLOWANCE, tenant + "/" + userId);
  }
}
