package chat.parley.http.importing;

import chat.parley.engine.domain.ImportItem;
import chat.parley.engine.domain.RoomCommand;
import java.util.List;

/** What is sent to the rooms at a time: one part for each room. */
record Wave(List<Part> parts) {

  /**
   * One room's part.
   *
   * @param create makes the room first, or null where that has been done
   * @param lines the numbers of the lines behind {@code items}, in the same order
   */
  record Part(
      Target target,
      RoomCommand.Create create,
      String source,
      List<ImportItem> items,
      List<Long> lines) {
    Part {
      items = List.copyOf(items);
      lines = List.copyOf(lines);
    }
  }
}
