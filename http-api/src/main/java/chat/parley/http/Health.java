package chat.parley.http;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Port: how the parts of this node are. The composition root knows them all. */
public interface Health {

  /**
   * Each component by its name, in the order in which they are to be shown. A check has its own
   * patience; a failed stage counts as a node that is down.
   */
  CompletionStage<Map<String, Component>> check();

  /**
   * One part.
   *
   * @param latencyMs how long it took to find out, in milliseconds
   * @param matters whether the node cannot serve without it
   * @param detail in words, or null
   * @param figures numbers by name, such as {@code lagEvents}
   */
  record Component(
      boolean up, long latencyMs, boolean matters, String detail, Map<String, Long> figures) {
    public Component {
      figures = Map.copyOf(figures);
    }
  }
}
