package chat.parley.http.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.Optional;

/** The page at {@code /} with its style and script, its login, and the API documents. */
public final class WebPages {

  /** Nothing but the node's own files; no script or style inside the page; no frame around it. */
  private static final HttpHeader POLICY =
      RawHeader.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'");

  private static final HttpHeader NO_REFERRER = RawHeader.create("Referrer-Policy", "no-referrer");

  private static final ContentType CSS = MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);
  private static final ContentType SCRIPT =
      MediaTypes.applicationWithFixedCharset("javascript", HttpCharsets.UTF_8).toContentType();

  private final StaticFile page =
      new StaticFile("/web/index.html", ContentTypes.TEXT_HTML_UTF8, POLICY, NO_REFERRER);
  private final StaticFile style = new StaticFile("/web/parley.css", CSS);
  private final StaticFile script = new StaticFile("/web/page.js", SCRIPT);
  private final StaticFile openApi = new StaticFile("/openapi.json", ContentTypes.APPLICATION_JSON);
  private final StaticFile asyncApi =
      new StaticFile("/asyncapi.json", ContentTypes.APPLICATION_JSON);

  private final Optional<LoginDoor> login;

  /**
   * @param login empty where the host application's tokens are the only way in
   */
  public WebPages(Optional<LoginDoor> login) {
    this.login = login;
  }

  public Route route() {
    Route files =
        Directives.concat(
            Directives.pathSingleSlash(page::route),
            Directives.path("parley.css", style::route),
            Directives.path("page.js", script::route),
            Directives.path("openapi.json", openApi::route),
            Directives.path("asyncapi.json", asyncApi::route));
    return login
        .map(door -> Directives.concat(files, Directives.path("login", door::route)))
        .orElse(files);
  }
}
