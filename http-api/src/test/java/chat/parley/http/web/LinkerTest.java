package chat.parley.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which text comes out of which modules; that it runs is seen in the browser. */
class LinkerTest {

  @Test
  void aModuleComesBehindWhatItNeedsInAFunctionOfItsOwn() {
    WebFiles linked =
        link(
            "app/main.js", "import { b as c } from \"./b.js\";\nc();\n",
            "app/b.js", "import d from \"../d.js\";\nexport function b() {}\n",
            "d.js", "export default class D {}\n");

    assertThat(linked.text("start.js"))
        .isEqualTo(
            """
            const $0 = (() => {
            class D {}

            return { default: D };
            })();
            const $1 = (() => {
            const d = $0.default;
            function b() {}

            return { b: b };
            })();
            const $2 = (() => {
            const { b: c } = $1;
            c();

            return {  };
            })();
            export { $0, $1, $2 };
            """);
  }

  @Test
  void librariesAreFoundByTheirNamesAndPassedOn() {
    String start =
        link(
                "app/main.js", "export { h } from \"lib\";\n",
                "vendor/lib.js", "var n=1;function r(){}export{r as h,n as x};\n")
            .text("start.js");

    assertThat(start)
        .contains("var n=1;function r(){}", "return { h: r, x: n };", "return { h: $0.h };");
  }

  @Test
  void whatComesLaterTakesFromTheStartWhatIsThere() {
    WebFiles linked =
        link(
            "app/main.js",
                "import { a } from \"./a.js\";\nconst later = () => import(\"./later.js\");\n",
            "app/a.js", "export const a = 1;\n",
            "app/only.js", "export const o = 2;\n",
            "app/later.js",
                "import { a } from \"./a.js\";\nimport { o } from \"./only.js\";\n"
                    + "export default function later() { return a + o; }\n");

    assertThat(linked.text("start.js")).contains("import(\"./app/later.js\")");
    assertThat(linked.text("app/later.js"))
        .contains(
            "import { $0 } from \"../start.js\";",
            "const { a } = $0;",
            "import * as $late1 from \"../app/only.js\";",
            "const { o } = $late1;",
            "export { later as default };");
  }

  @Test
  void addressesAreStillThoseOfTheModule() {
    assertThat(link("app/main.js", "new URL(\"./w.js\", import.meta.url);\n").text("start.js"))
        .contains("new URL(\"./w.js\", new URL(\"./app/main.js\", import.meta.url).href)");
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertThatThrownBy(() -> link("app/main.js", "export let a = 1;\n"))
        .hasMessageContaining("export let a");
    assertThatThrownBy(
            () ->
                link(
                    "app/main.js", "import \"./b.js\";\n",
                    "app/b.js", "import \"./main.js\";\n"))
        .hasMessageContaining("import each other");
  }

  @Test
  void anotherTextIsAnotherRelease() {
    String one = link("app/main.js", "go(1);\n").version();

    assertThat(link("app/main.js", "go(1);\n").version()).isEqualTo(one).hasSize(16);
    assertThat(link("app/main.js", "go(2);\n").version()).isNotEqualTo(one);
  }

  private static WebFiles link(String... pathsAndTexts) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("worker.js", new byte[0]);
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return new Linker(new WebFiles(files), Map.of("lib", "vendor/lib.js"))
        .link("app/main.js", "start.js", "worker.js");
  }
}
