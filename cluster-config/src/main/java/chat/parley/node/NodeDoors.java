package chat.parley.node;

import akka.Done;
import akka.actor.typed.ActorSystem;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.Rooms;
import chat.parley.engine.session.Revocations;
import chat.parley.engine.session.SessionSettings;
import chat.parley.engine.session.Sessions;
import chat.parley.engine.session.TokenVerifier;
import chat.parley.http.Doors;
import chat.parley.http.Health;
import chat.parley.http.HttpServer;
import chat.parley.http.HttpSettings;
import chat.parley.http.push.PushDoor;
import chat.parley.http.token.SecretTokenMinter;
import chat.parley.http.token.TokenSettings;
import chat.parley.http.web.LoginDoor;
import chat.parley.http.wire.FrameWriter;
import chat.parley.projections.query.Queries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A node's public port and whose tokens it takes. */
public final class NodeDoors {

  /** How long a name chosen on the page at {@code /} is good for. */
  private static final Duration LOGIN = Duration.ofHours(12);

  private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);

  private final HttpServer server;
  private final String host;

  private NodeDoors(HttpServer server, String host) {
    this.server = server;
    this.host = host;
  }

  /** The issuer's settings, or the node's own secret where there are none. */
  public static TokenSettings tokens(NodeSettings settings) {
    TokenSettings issuer = TokenSettings.of(NodeConfig.doors(settings));
    return issuer.isSet()
        ? issuer
        : issuer.withSecret(
            new String(DataDirectory.secret(settings.dataDir()), StandardCharsets.US_ASCII));
  }

  static NodeDoors open(
      ActorSystem<?> system,
      NodeSettings settings,
      Rooms rooms,
      Sessions sessions,
      Queries queries,
      TokenVerifier verifier,
      Revocations revocations,
      Presences presences,
      PushDoor push,
      Health health) {
    Clock clock = Clock.systemUTC();
    Optional<LoginDoor> login =
        settings.hasTokenSettings() || !settings.isLoopback()
            ? Optional.empty()
            : Optional.of(
                new LoginDoor(rooms, new SecretTokenMinter(tokens(settings), LOGIN, clock)));
    HttpSettings http = HttpSettings.of(system.settings().config());
    FrameWriter frames = FrameWriter.of(SessionSettings.of(system.settings().config()));
    HttpServer server =
        HttpServer.start(
                system,
                http,
                new Doors(
                    rooms,
                    sessions,
                    frames,
                    queries,
                    revocations.over(verifier),
                    revocations,
                    presences,
                    push,
                    health,
                    login,
                    clock))
            .toCompletableFuture()
            .join();
    return new NodeDoors(server, settings.httpHost());
  }

  String address() {
    return "http://" + host + ":" + server.port() + "/";
  }

  CompletionStage<Done> close() {
    return server.unbind().thenCompose(unbound -> server.terminate(LAST_REQUESTS));
  }
}
