package chat.parley.http;

import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.Rooms;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.Revocations;
import chat.parley.engine.session.Sessions;
import chat.parley.engine.session.TokenVerifier;
import chat.parley.http.push.PushDoor;
import chat.parley.http.web.LoginDoor;
import chat.parley.projections.query.Queries;
import java.time.Clock;
import java.util.Optional;

/**
 * What stands behind the doors.
 *
 * @param encoder the node's one encoder of pushes
 * @param tokens which refuse what was revoked
 * @param login empty where the host application's tokens are the only way in
 */
public record Doors(
    Rooms rooms,
    Sessions sessions,
    Outgoing.Encoder encoder,
    Queries queries,
    TokenVerifier tokens,
    Revocations revocations,
    Presences presences,
    PushDoor push,
    Health health,
    Optional<LoginDoor> login,
    Clock clock) {}
