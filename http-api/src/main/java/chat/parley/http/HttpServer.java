package chat.parley.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import akka.io.Inet;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import chat.parley.http.rest.Gate;
import chat.parley.http.rest.RestApi;
import chat.parley.http.sse.EventsDoor;
import chat.parley.http.web.WebPages;
import chat.parley.http.ws.Channels;
import chat.parley.http.ws.Origins;
import chat.parley.http.ws.WebSocketDoor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import scala.concurrent.duration.FiniteDuration;

/** The node's public port, with all doors behind it. */
public final class HttpServer {

  /** A reference of 256 characters, each of which can take 12 in a URL, and what is around it. */
  private static final int URI_LENGTH = 8_192;

  private final ServerBinding binding;

  private HttpServer(ServerBinding binding) {
    this.binding = binding;
  }

  /** Completes when the port is open, or fails when it cannot be had. */
  public static CompletionStage<HttpServer> start(
      ActorSystem<?> system, HttpSettings settings, Doors doors) {
    Materializer materializer = SystemMaterializer.get(system).materializer();
    Channels channels = new Channels();
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(shownTo(channels, serverSettings(system, settings)))
        .bind(route(settings, doors, materializer, channels))
        .thenApply(HttpServer::new);
  }

  /** The port that was bound. */
  public int port() {
    return binding.localAddress().getPort();
  }

  /** Takes no connections any more; those that are open go on. Comes after the sessions' drain. */
  public CompletionStage<Done> unbind() {
    return binding.unbind();
  }

  /** Lets requests end within the deadline, then closes every connection. */
  public CompletionStage<Done> terminate(Duration deadline) {
    return binding.terminate(deadline).thenApply(terminated -> Done.getInstance());
  }

  private static Route route(
      HttpSettings settings, Doors doors, Materializer materializer, Channels channels) {
    Gate gate = new Gate(doors.tokens(), materializer);
    EventsDoor events = new EventsDoor(doors.sessions(), doors.encoder(), new Random()::nextInt);
    RestApi rest =
        new RestApi(
            gate,
            doors.rooms(),
            doors.queries(),
            doors.revocations(),
            events,
            doors.presences(),
            doors.push(),
            doors.clock());
    WebSocketDoor socket =
        new WebSocketDoor(
            doors.sessions(),
            doors.encoder(),
            new Origins(settings.allowedOrigins()),
            settings.codec(),
            channels);
    HealthDoor health = new HealthDoor(doors.health(), settings.healthTimeout());
    WebPages pages = new WebPages(doors.login());
    Route all =
        concat(
            pathPrefix(
                segment("api").slash("chat"),
                () -> concat(path("ws", socket::route), rest.route())),
            pathPrefix("health", health::route),
            pages.route());
    Route timed = Directives.withRequestTimeoutResponse(request -> Refusals.timeout(), () -> all);
    return new Cors(settings.allowedOrigins())
        .around(timed.seal(Refusals.rejections(), Refusals.exceptions()));
  }

  private static ServerSettings serverSettings(ActorSystem<?> system, HttpSettings settings) {
    ServerSettings defaults = ServerSettings.create(system.settings().config());
    return defaults
        .withServerHeader(Optional.empty())
        .withMaxConnections(settings.maxConnections())
        .withBacklog(settings.backlog())
        .withHttp2Enabled(false)
        .withRemoteAddressAttribute(true)
        .withVerboseErrorMessages(false)
        .withTransparentHeadRequests(true)
        .withParsingErrorHandler(MalformedRequests.class.getName())
        .withParserSettings(
            defaults
                .getParserSettings()
                .withMaxUriLength(URI_LENGTH)
                // They would put malformed Authorization headers, tokens and all, into the log.
                .withIllegalHeaderWarnings(false))
        .withTimeouts(
            defaults
                .getTimeouts()
                .withIdleTimeout(scala(settings.idleTimeout()))
                .withRequestTimeout(scala(settings.requestTimeout())));
  }

  /** The options that are configured stay as they are. */
  private static ServerSettings shownTo(Channels channels, ServerSettings settings) {
    List<Inet.SocketOption> options = new ArrayList<>();
    settings.getSocketOptions().forEach(options::add);
    options.add(channels);
    return settings.withSocketOptions(options);
  }

  private static FiniteDuration scala(Duration duration) {
    return FiniteDuration.create(duration.toMillis(), "ms");
  }
}
