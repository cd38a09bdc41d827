package chat.parley.http.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts what a page starts with into one script, once, when a node starts: over a slow connection
 * forty modules are forty waits. The modules stay what they are, each in a function of its own, and
 * are served beside it for those who read or import them. What the page asks for later takes the
 * modules it shares with the start from there.
 */
final class Linker {

  private final WebFiles files;
  private final Map<String, String> bare;
  private final Map<String, ScriptModule> modules = new HashMap<>();

  /**
   * @param bare the paths of what is imported by a mere name
   */
  Linker(WebFiles files, Map<String, String> bare) {
    this.files = files;
    this.bare = bare;
  }

  /**
   * All files, with {@code target} made of {@code start} and all it imports, with {@code worker}
   * replaced by itself and all it imports, and with the other modules of the start's folder taking
   * theirs from {@code target}.
   */
  WebFiles link(String start, String target, String worker) {
    Map<String, byte[]> linked = new TreeMap<>(files.all());
    Map<String, String> names = new LinkedHashMap<>();
    linked.put(target, bytes(one(start, target, names) + exported(names)));
    linked.put(worker, bytes(one(worker, worker, new LinkedHashMap<>())));
    String folder = start.substring(0, start.lastIndexOf('/') + 1);
    for (String path : files.all().keySet()) {
      if (path.startsWith(folder) && path.endsWith(".js") && !names.containsKey(path)) {
        linked.put(path, bytes(late(path, target, names)));
      }
    }
    return new WebFiles(linked);
  }

  /** One script of a module and all it imports; fills in the names that these get in it. */
  private String one(String start, String place, Map<String, String> names) {
    for (String path : inOrder(start, new LinkedHashSet<>(), new LinkedHashSet<>())) {
      names.put(path, "$" + names.size());
    }
    UnaryOperator<String> naming = ScriptModule.naming(names);
    return names.keySet().stream()
        .map(path -> naming.apply(inFunction(module(path), names.get(path), place)))
        .collect(Collectors.joining());
  }

  private static String inFunction(ScriptModule module, String name, String place) {
    String exports =
        module.exports().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", "));
    return "const "
        + name
        + " = (() => {\n"
        + String.join("\n", module.imports().values())
        + module.bodyAt(place)
        + "\nreturn { "
        + exports
        + " };\n})();\n";
  }

  private static String exported(Map<String, String> names) {
    return "export { " + String.join(", ", names.values()) + " };\n";
  }

  /** A module for later: an import of what the start has becomes one of the start. */
  private String late(String path, String target, Map<String, String> names) {
    String text = files.text(path);
    String up = "../".repeat((int) path.chars().filter(c -> c == '/').count());
    ScriptModule module = module(path);
    StringBuilder head = new StringBuilder();
    Map<String, String> taken = new LinkedHashMap<>();
    for (Map.Entry<String, String> needed : module.imports().entrySet()) {
      String name = names.get(needed.getKey());
      if (name == null) {
        name = "$late" + taken.size();
        head.append("import * as ").append(name).append(" from \"").append(up);
        head.append(needed.getKey()).append("\";\n");
      } else {
        head.append("import { ").append(name).append(" } from \"").append(up);
        head.append(target).append("\";\n");
      }
      taken.put(needed.getKey(), name);
    }
    if (module.exports().isEmpty() && module.imports().isEmpty()) {
      return text;
    }
    String exports =
        module.exports().entrySet().stream()
            .map(e -> e.getValue() + " as " + e.getKey())
            .collect(Collectors.joining(", "));
    return ScriptModule.naming(taken)
        .apply(
            head
                + String.join("\n", module.imports().values())
                + module.bodyAt(path)
                + "\nexport { "
                + exports
                + " };\n");
  }

  /** Depth first, so that each comes behind what it needs. */
  private Set<String> inOrder(String path, Set<String> done, Set<String> underWay) {
    if (done.contains(path)) {
      return done;
    }
    if (!underWay.add(path)) {
      throw new IllegalArgumentException("modules that import each other: " + underWay);
    }
    for (String needed : module(path).imports().keySet()) {
      inOrder(needed, done, underWay);
    }
    underWay.remove(path);
    done.add(path);
    return done;
  }

  private ScriptModule module(String path) {
    ScriptModule module = modules.get(path);
    if (module == null) {
      module = new ScriptModule(path, files.text(path), bare);
      modules.put(path, module);
    }
    return module;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
