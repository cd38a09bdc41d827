package chat.parley.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamespaceNetworkTest {

  private static final Duration IN_TIME = Duration.ofSeconds(60);

  @BeforeEach
  void onlyWhereItIsPermitted() {
    NamespaceNetwork.obstacle().ifPresent(Assumptions::abort);
  }

  @Test
  void eachDirectionFallsSilentByItselfAndTheConnectionOutlivesIt() throws IOException {
    try (NamespaceNetwork network = NamespaceNetwork.open(2);
        Echoes echoes = new Echoes(network.node(2), network.node(1))) {
      await().atMost(IN_TIME).until(() -> echoes.call().equals("echo"));

      network.partOneWay(1, 2);
      assertThat(echoes.call()).isEqualTo("silence");
      network.heal();
      await().atMost(IN_TIME).until(() -> echoes.call().equals("echo"));

      network.partOneWay(2, 1);
      assertThat(echoes.call()).isEqualTo("silence");
      network.heal();
      await().atMost(IN_TIME).until(() -> echoes.call().equals("echo"));
    }
  }

  @Test
  void whatAKilledOwnerLeftIsTakenAwayWithItsProcesses() throws IOException {
    Process owner = Echoes.start(List.of(), Owner.class, "");
    Path namespace = Path.of(Echoes.said(owner));
    ProcessHandle inside = ProcessHandle.of(Long.parseLong(Echoes.said(owner))).orElseThrow();
    owner.destroyForcibly().onExit().join();

    NamespaceNetwork.open(1).close();

    await().atMost(IN_TIME).until(() -> !inside.isAlive());
    assertThat(namespace).doesNotExist();
  }

  @Test
  void twoNetworksStandBesideEachOther() {
    try (NamespaceNetwork lasting = NamespaceNetwork.open(1)) {
      Path closed;
      try (NamespaceNetwork network = NamespaceNetwork.open(1)) {
        closed = namespace(network);
        assertThat(closed).exists().isNotEqualTo(namespace(lasting));
      }
      assertThat(closed).doesNotExist();
      assertThat(namespace(lasting)).exists();
    }
  }

  /** Where the system shows that of the first node. */
  private static Path namespace(NamespaceNetwork network) {
    return Path.of(network.node(1).entry().get(1).substring("--net=".length()));
  }

  /** Makes a network with a process in it, says where and which, and waits for its end. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      NamespaceNetwork network = NamespaceNetwork.open(1);
      List<String> sleeping = new ArrayList<>(network.node(1).entry());
      sleeping.addAll(List.of("sleep", "3600"));
      Process inside = new ProcessBuilder(sleeping).start();
      System.out.println(namespace(network));
      System.out.println(inside.pid());
      System.in.read();
    }
  }
}
