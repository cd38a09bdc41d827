package chat.parley.cli;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import chat.parley.node.ChatNode;
import chat.parley.node.NodeSettings;
import chat.parley.node.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./parley up}. */
@Command(
    name = "up",
    description = {
      "Starts a node in the foreground and prints where it serves. SIGTERM and Ctrl-C drain and stop"
          + " it.",
      ""
    },
    footerHeading = "%nSettings, in the environment or in a file:%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class UpCommand implements Callable<Integer> {

  /** The drain window at its longest, and the phases after it. */
  private static final int END_SECONDS = 150;

  @Mixin private NodeOptions options;

  @Spec
  void describe(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (Switch one : Switch.values()) {
      String byDefault = one.byDefault().isEmpty() ? "not set" : one.byDefault();
      lines.add(String.format("  %-26s %s (%s)", one.name(), one.description(), byDefault));
    }
    spec.usageMessage().footer(lines.toArray(String[]::new)).width(110);
  }

  @Override
  public Integer call() {
    NodeSettings settings = options.settings();
    System.out.println(
        settings.databaseUrl().isEmpty()
            ? "Starting with an embedded PostgreSQL in " + settings.dataDir()
            : "Starting with the database " + settings.databaseUrl());
    ChatNode node = ChatNode.start(settings);
    System.out.println("Parley is up: " + node.address());
    System.out.flush();
    CompletableFuture<Void> gone = node.gone().toCompletableFuture();
    // A signal starts the drain by itself; the process waits for its end, the database's too.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> gone.completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS).join()));
    CoordinatedShutdown.get(node.system())
        .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "end-in-time", this::endInTime);
    gone.join();
    return 1;
  }

  /** A node that is downed must not live on because something hangs while it stops. */
  private CompletionStage<Done> endInTime() {
    Thread end =
        new Thread(
            () -> {
              LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(END_SECONDS));
              Runtime.getRuntime().halt(1);
            });
    end.setDaemon(true);
    end.start();
    return CompletableFuture.completedFuture(Done.done());
  }
}
