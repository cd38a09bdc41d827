package chat.parley.engine.room;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.time.Instant;

/** How fast a room takes messages: by its own policy, or the node's default. Not durable. */
final class RoomRate {

  private final EngineSettings settings;
  private TokenBucket bucket;

  RoomRate(EngineSettings settings) {
    this.settings = settings;
  }

  /**
   * Null when the message may pass. A repeat costs nothing, and who may not post spends nothing.
   *
   * @param execute says whether the sender's own allowance is used up
   */
  Rejected refuses(Room room, RoomCommand.Post post, RoomMessage.Execute execute, Instant now) {
    if (room.isRepeat(post) || room.member(post.by().userId()).isEmpty()) {
      return null;
    }
    if (!execute.allowanceLeft()) {
      return new Rejected(
          ErrorCode.RATE_LIMITED, "you send too fast", Math.max(1, execute.retryAfterMs()));
    }
    bucket = current(room.policy(), now).refilled(now);
    if (!bucket.hasOne()) {
      return new Rejected(
          ErrorCode.RATE_LIMITED, "this room is at its rate", Math.max(1, bucket.waitMs()));
    }
    bucket = bucket.takeOne();
    return null;
  }

  private TokenBucket current(Policy policy, Instant now) {
    double perSecond = policy.rate() == null ? settings.roomRate() : policy.rate();
    int burst = burst(policy, perSecond);
    return bucket == null ? TokenBucket.full(perSecond, burst, now) : bucket.with(perSecond, burst);
  }

  /** A policy that names a rate alone gets twice its rate at once. */
  private int burst(Policy policy, double perSecond) {
    if (policy.burst() != null) {
      return policy.burst();
    }
    return policy.rate() == null
        ? settings.roomBurst()
        : (int) Math.max(1, Math.ceil(2 * perSecond));
  }
}
