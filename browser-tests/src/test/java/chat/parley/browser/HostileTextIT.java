package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Text of people is text, wherever the page shows it. */
class HostileTextIT {

  private static final int NAME = 64;

  /**
   * Runs before the page's own scripts. Notes what is called that nobody should call, every element
   * that text can be made into and the page does not use, and what the policy stopped.
   */
  private static final String WATCH =
      """
      window.harm = [];
      for (const name of ['alert', 'prompt', 'confirm', 'open']) {
        window[name] = () => harm.push(name + ' was called');
      }
      document.addEventListener('securitypolicyviolation',
        (event) => harm.push('stopped: ' + event.violatedDirective + ' ' + event.blockedURI));
      const own = 'script,iframe,frame,object,embed,base,meta,link,style,' +
        'video,audio,source,marquee,details,select,template,math,table,body,xss,xml,form,img';
      new MutationObserver((changes) => {
        if (document.readyState === 'loading') return;
        for (const { addedNodes } of changes) for (const node of addedNodes) look(node);
      }).observe(document, { childList: true, subtree: true });
      function look(node) {
        if (node.nodeType !== 1) return;
        for (const one of [node, ...node.querySelectorAll('*')]) {
          const listening = [...one.attributes].find((a) => a.name.startsWith('on'));
          const address = one.getAttribute('href') ?? one.getAttribute('src') ?? '';
          const strange = one.closest('article, nav') && one.matches(own);
          if (listening || strange || !safe(one, address)) harm.push('an element arose: ' + one.outerHTML);
        }
      }
      function safe(one, address) {
        return address === '' || one.closest('svg') || /^(https?:|mailto:|[/]|#)/.test(address);
      }
      """;

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void noTextOfAMessageIsMoreThanText() {
    List<String> strings = strings();
    String room = STAGE.server().room("Harbour", "eve", "ada");
    Visitor ada = watched("Ada").openRoom(room);
    ParleyHttp eve = STAGE.server().user("eve");
    strings.subList(0, 20).forEach(text -> eve.post(room, content(text)));
    assertThat(ada.message(strings.get(19))).isVisible();
    strings.subList(20, strings.size()).forEach(text -> eve.post(room, content(text)));

    Set<String> left = new TreeSet<>(strings);
    ada.feed().hover();
    Patience.until(
        ada.page(),
        "each of the strings, as it was said",
        () -> {
          ada.messages().allTextContents().forEach(shown -> left.removeIf(shown::contains));
          ada.page().mouse().wheel(0, -300);
          return left.isEmpty();
        });
    assertUnharmed(ada);
  }

  @Test
  void noNameOfAPersonOrARoomIsMoreThanText() {
    List<String> names = strings().stream().filter(HostileTextIT::mayBeAName).limit(40).toList();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      ParleyHttp eve = STAGE.server().user("eve").as(STAGE.server().token("eve" + i, name, "USER"));
      ObjectNode group = Json.object().put("kind", "GROUP").put("name", name);
      group.putArray("members").add("val");
      eve.post(eve.createRoom(group).path("id").asText(), content("hi @" + name));
    }
    Visitor val = watched("Val");
    for (String name : names.subList(names.size() - 10, names.size())) {
      val.rooms().filter(Patience.text(name)).first().click();
      assertThat(val.title()).hasText(name.strip());
      assertThat(val.messages().first()).containsText(name);
    }
    val.page().getByRole(AriaRole.BUTTON, Visitor.named("Members")).first().click();
    assertThat(val.page().getByRole(AriaRole.COMPLEMENTARY, Visitor.named("Members"))).isVisible();
    assertUnharmed(val);
  }

  private static boolean mayBeAName(String text) {
    return text.length() <= NAME && text.chars().noneMatch(Character::isISOControl);
  }

  private static Visitor watched(String name) {
    Visitor visitor = STAGE.visitor();
    visitor.context().addInitScript(WATCH);
    visitor.page().reload();
    return visitor.comeIn(name);
  }

  private static JsonNode content(String text) {
    return Json.object().put("content", text);
  }

  private static void assertUnharmed(Visitor visitor) {
    assertThat((List<?>) visitor.page().evaluate("harm")).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  private static List<String> strings() {
    try (InputStream in = HostileTextIT.class.getResourceAsStream("/hostile/xss.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
