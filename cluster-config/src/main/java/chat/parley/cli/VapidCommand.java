package chat.parley.cli;

import chat.parley.http.push.VapidKeys;
import chat.parley.node.Switch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./parley vapid}. */
@Command(
    name = "vapid",
    description =
        "Makes a pair of keys by which push services know a server, and prints it as settings. All"
            + " nodes of a cluster have the same; devices have to subscribe anew when it changes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VapidCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    VapidKeys keys = VapidKeys.generate();
    System.out.println(Switch.PARLEY_VAPID_PUBLIC_KEY + "=" + keys.publicText());
    System.out.println(Switch.PARLEY_VAPID_PRIVATE_KEY + "=" + keys.privateText());
    return 0;
  }
}
