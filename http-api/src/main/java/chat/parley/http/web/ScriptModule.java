package chat.parley.http.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One ES module taken apart: what it imports, what it exports, and its text without both. It knows
 * the forms that are written here and in the libraries: statements at the beginning of a line (in a
 * library that is one line, behind a semicolon or a brace), and no exported {@code let}, since what
 * is linked sees a value as it was when its module was done.
 */
final class ScriptModule {

  private static final Pattern COMMENT =
      Pattern.compile("^[ \\t]*(?://.*|/\\*(?s:.*?)\\*/[ \\t]*)(?:\\R|\\z)", Pattern.MULTILINE);

  private static final Pattern IMPORT =
      statement("import\\s*(?:(\\{[^}]*}|\\w+)\\s*from\\s*)?[\"']([^\"']+)[\"'];?");

  private static final Pattern FORWARDED =
      statement("export\\s*\\{([^}]*)}\\s*from\\s*[\"']([^\"']+)[\"'];?");

  private static final Pattern LISTED = statement("export\\s*\\{([^}]*)};?");

  private static final Pattern DECLARED =
      Pattern.compile(
          "^export\\s+(default\\s+)?((?:async\\s+)?function\\s+|class\\s+|const\\s+)([\\w$]+)",
          Pattern.MULTILINE);

  private static final Pattern DEFAULT_OBJECT =
      Pattern.compile("^export\\s+default\\s+(?=\\{)", Pattern.MULTILINE);

  private static final Pattern LEFT_OVER = Pattern.compile("^export\\b.*", Pattern.MULTILINE);

  private static final Pattern LATER =
      Pattern.compile("\\bimport\\(\\s*[\"'](\\.[^\"']+)[\"']\\s*\\)");

  private final String path;
  private final Map<String, String> bare;

  /** By the names under which others see them, what is said here for them. */
  private final Map<String, String> exports = new LinkedHashMap<>();

  private final Map<String, String> imports = new LinkedHashMap<>();
  private String body;

  /**
   * @param bare the paths of what is imported by a mere name
   */
  ScriptModule(String path, String text, Map<String, String> bare) {
    this.path = path;
    this.bare = bare;
    String rest = COMMENT.matcher(text).replaceAll("");
    rest = each(FORWARDED, rest, this::forwarded);
    rest = each(LISTED, rest, this::listed);
    rest = each(IMPORT, rest, this::imported);
    rest = each(DECLARED, rest, this::declared);
    this.body = each(DEFAULT_OBJECT, rest, this::defaultObject);
    Matcher strange = LEFT_OVER.matcher(body);
    if (strange.find()) {
      throw new IllegalArgumentException(path + ": cannot link " + strange.group());
    }
  }

  String path() {
    return path;
  }

  /** What is needed before this runs, with what is to be said where it was imported. */
  Map<String, String> imports() {
    return imports;
  }

  Map<String, String> exports() {
    return exports;
  }

  /**
   * The text for a script at another place: what it asks for by relative address is found still.
   */
  String bodyAt(String place) {
    String to = "../".repeat((int) place.chars().filter(c -> c == '/').count());
    String own = "new URL(\"" + (to.isEmpty() ? "./" : to) + path + "\", import.meta.url).href";
    return each(
        LATER,
        body.replace("import.meta.url", own),
        found -> "import(\"" + (to.isEmpty() ? "./" : to) + resolve(found.group(1)) + "\")");
  }

  /** {@code @path@} stands for the module, until it has a name. */
  static String placeholder(String path) {
    return "@" + path + "@";
  }

  private String forwarded(MatchResult found) {
    String from = resolve(found.group(2));
    imports.putIfAbsent(from, "");
    renamed(found.group(1), (name, as) -> exports.put(as, placeholder(from) + "." + name));
    return "";
  }

  private String listed(MatchResult found) {
    renamed(found.group(1), (name, as) -> exports.put(as, name));
    return "";
  }

  private String imported(MatchResult found) {
    String from = resolve(found.group(2));
    String names = found.group(1);
    String said = "";
    if (names != null && names.startsWith("{")) {
      said = "const " + names.replaceAll("\\s+as\\s+", ": ") + " = " + placeholder(from) + ";";
    } else if (names != null) {
      said = "const " + names + " = " + placeholder(from) + ".default;";
    }
    imports.merge(from, said, (one, other) -> one + "\n" + other);
    return "";
  }

  private String declared(MatchResult found) {
    String name = found.group(3);
    exports.put(found.group(1) == null ? name : "default", name);
    return found.group(2) + name;
  }

  private String defaultObject(MatchResult found) {
    exports.put("default", "$default");
    return "const $default = ";
  }

  private String resolve(String name) {
    String known = bare.get(name);
    if (known != null) {
      return known;
    }
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return URI.create("/" + folder).resolve(name).getPath().substring(1);
  }

  private static void renamed(String list, BiConsumer<String, String> each) {
    for (String one : list.split(",")) {
      if (!one.isBlank()) {
        String[] names = one.strip().split("\\s+as\\s+");
        each.accept(names[0], names[names.length - 1]);
      }
    }
  }

  private static Pattern statement(String form) {
    return Pattern.compile("(?:^|(?<=[;}]))" + form, Pattern.MULTILINE);
  }

  private static String each(Pattern pattern, String text, Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
  }

  static UnaryOperator<String> naming(Map<String, String> names) {
    return text -> {
      String named = text;
      for (Map.Entry<String, String> name : names.entrySet()) {
        named = named.replace(placeholder(name.getKey()), name.getValue());
      }
      return named;
    };
  }
}
