package chat.parley.engine.room;

import akka.actor.ActorContext;

/**
 * Why sharding asks a room to leave memory. It sends the same message for both reasons, but not
 * from the same actor: the shard itself, which is the entity's parent, sends it to passivate; a
 * helper of the shard sends it to hand the shard over. Whoever else sends it is taken for the
 * second, which costs one more subscription and no delay; see docs/adr/0022.
 */
enum StopReason {

  /** For lack of use: it stays away until somebody needs it. */
  PASSIVATION,

  /** Its shard moves to another node, or its node stops. */
  HAND_OFF;

  /** Only while the stop message is being handled. */
  static StopReason of(ActorContext context) {
    return context.sender().equals(context.parent()) ? PASSIVATION : HAND_OFF;
  }
}
