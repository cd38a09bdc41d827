package chat.parley.http.web;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code index.html} as it is sent: with the style and the first script in it, so that the first
 * paint waits for nothing else, with the addresses of this release, and the policy that allows just
 * these.
 *
 * <p>In the file, {@code <link data-inline="…">} and {@code <script data-inline="…">} name what is
 * put in, and {@code /assets/-/} stands for the release.
 */
final class Page {

  private static final Pattern STYLE = Pattern.compile("<link data-inline=\"([^\"]+)\">");
  private static final Pattern SCRIPT =
      Pattern.compile("<script data-inline=\"([^\"]+)\"></script>");

  private final WebFiles files;
  private final List<String> styles = new ArrayList<>();
  private final List<String> scripts = new ArrayList<>();
  private final String html;

  Page(WebFiles files, boolean login) {
    this.files = files;
    String page = files.text("index.html");
    page = inline(STYLE, page, "style", styles);
    page = inline(SCRIPT, page, "script", scripts);
    this.html =
        page.replace("data-login=\"\"", "data-login=\"" + (login ? "name" : "token") + "\"")
            .replace("/assets/-/", "/assets/" + files.version() + "/");
  }

  String html() {
    return html;
  }

  /**
   * Nothing but the node's own files and, by their hashes, what stands in the page itself; pictures
   * of people from anywhere; no frame around it. Text can become script by no way: the one policy
   * of trusted types is the library's, for the address of its worker.
   */
  HttpHeader policy() {
    return RawHeader.create(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self' "
            + String.join(" ", scripts)
            + "; style-src 'self' "
            + String.join(" ", styles)
            + "; worker-src 'self'; connect-src 'self'; img-src 'self' data: https: http:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types parley");
  }

  private String inline(Pattern pattern, String page, String tag, List<String> hashes) {
    return pattern
        .matcher(page)
        .replaceAll(
            found -> {
              String text = files.text(found.group(1));
              hashes.add("'sha256-" + WebFiles.sha256(text) + "'");
              return Matcher.quoteReplacement("<" + tag + ">" + text + "</" + tag + ">");
            });
  }
}
