package chat.parley.http.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page at {@code /}, its files under {@code /assets/{release}/}, its login, and the API
 * documents.
 *
 * <p>The release is a hash over all files, so a browser keeps them for ever. Another release (a
 * node of which has made the page while this one is asked for its files) gets this node's files,
 * which are not kept.
 */
public final class WebPages {

  private static final HttpHeader NO_REFERRER = RawHeader.create("Referrer-Policy", "no-referrer");
  private static final String RELEASE = "[0-9a-f]{16}";

  /** What modules import by name. */
  private static final Map<String, String> BARE =
      Map.of("preact", "vendor/preact.module.js", "preact/hooks", "vendor/hooks.module.js");

  private static final Map<String, ContentType> TYPES =
      Map.of(
          "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
          "js",
              MediaTypes.customWithFixedCharset(
                      "text", "javascript", HttpCharsets.UTF_8, Map.of(), true)
                  .toContentType(),
          "json", ContentTypes.APPLICATION_JSON,
          "png", MediaTypes.IMAGE_PNG.toContentType(),
          "svg", MediaTypes.IMAGE_SVG_XML.toContentType());

  private final StaticFile page;
  private final String version;
  private final Map<String, StaticFile> assets = new HashMap<>();
  private final StaticFile openApi = document("/openapi.json");
  private final StaticFile asyncApi = document("/asyncapi.json");
  private final Optional<LoginDoor> login;

  /**
   * @param login empty where the host application's tokens are the only way in
   */
  public WebPages(Optional<LoginDoor> login) {
    WebFiles files = linked();
    Page made = new Page(files, login.isPresent());
    this.login = login;
    this.version = files.version();
    this.page =
        new StaticFile(
            made.html().getBytes(StandardCharsets.UTF_8),
            ContentTypes.TEXT_HTML_UTF8,
            made.policy(),
            NO_REFERRER);
    files.all().forEach((path, bytes) -> assets.put(path, new StaticFile(bytes, type(path))));
  }

  public Route route() {
    Route files =
        Directives.concat(
            Directives.pathSingleSlash(page::route),
            Directives.pathPrefix("assets", this::assets),
            Directives.path("openapi.json", openApi::route),
            Directives.path("asyncapi.json", asyncApi::route));
    return login
        .map(door -> Directives.concat(files, Directives.path("login", door::route)))
        .orElse(files);
  }

  private Route assets() {
    return Directives.path(
        PathMatchers.segment(Pattern.compile(RELEASE)).slash(PathMatchers.remaining()),
        (release, path) -> asset(path, release.equals(version)));
  }

  private Route asset(String path, boolean own) {
    StaticFile file = assets.get(path);
    return file == null
        ? Directives.reject()
        : Directives.get(
            () ->
                Directives.extractRequest(
                    request ->
                        Directives.complete(
                            file.answer(request, own ? StaticFile.FOR_EVER : StaticFile.ASK))));
  }

  private static WebFiles linked() {
    return new Linker(WebFiles.onTheClassPath(), BARE)
        .link("app/main.js", "start.js", "client/worker.js");
  }

  private static ContentType type(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, ContentTypes.TEXT_PLAIN_UTF8);
  }

  private static StaticFile document(String path) {
    return new StaticFile(WebFiles.resource(path), ContentTypes.APPLICATION_JSON);
  }
}
