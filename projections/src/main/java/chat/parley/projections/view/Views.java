package chat.parley.projections.view;

import java.util.List;
import java.util.Optional;

/** All views, in the order in which a group of events is applied to them. */
public final class Views {

  public static final List<View> ALL = all((tenant, userId, id) -> {});

  private Views() {}

  /** The same, which tell what they change. */
  public static List<View> tellingOf(ViewNews news) {
    return all(news);
  }

  private static List<View> all(NoticeListener news) {
    return List.of(
        new HistoryView(),
        new DirectoryView(),
        new ReceiptsView(),
        new ActivityView(),
        new NotificationsView(news));
  }

  public static Optional<View> named(String name) {
    return ALL.stream().filter(view -> view.name().equals(name)).findFirst();
  }
}
