package chat.parley.engine.session;

import akka.actor.typed.ActorRef;
import chat.parley.engine.feed.Feeds;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.Rooms;
import java.time.Clock;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * What every session of a node shares.
 *
 * @param nanos a clock that is never set, for lengths of time
 * @param random a number from 0 up to, and without, its argument
 */
record SessionShared(
    Rooms rooms,
    ActorRef<Feeds.Message<Outgoing>> feeds,
    TokenVerifier tokens,
    Revocations revocations,
    Presences presences,
    SessionSettings settings,
    SessionIndex index,
    Clock clock,
    LongSupplier nanos,
    IntUnaryOperator random) {}
