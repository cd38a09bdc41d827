package chat.parley.bench.jmh;

import akka.actor.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** What crosses nodes for a send, written and read as Akka's remoting does it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NodesJmh {

  private static final String BINDINGS = "akka.actor.serialization-bindings";
  private static final String OWN = "parley-node";

  /** As a node is configured; or everything by Jackson, with times as texts or as numbers. */
  @Param({"node", "jackson", "jackson-numbers"})
  public String form;

  /** A name in {@link NodeMessages}. */
  @Param({
    "take",
    "taken",
    "execute-post",
    "posted",
    "pushed-1",
    "pushed-20",
    "ask-list",
    "page-30"
  })
  public String message;

  private ActorSystem system;
  private Serialization serialization;
  private Object object;
  private byte[] bytes;
  private int identifier;
  private String manifest;

  /** A system that speaks to others, and a message that it has written. */
  @Setup
  public void start() {
    system = ActorSystem.create("bench", config());
    serialization = SerializationExtension.get(system);
    object = new NodeMessages(system).get(message);
    bytes = write();
    Serializer serializer = serialization.findSerializerFor(object);
    identifier = serializer.identifier();
    manifest = Serializers.manifestFor(serializer, object);
    System.out.printf("%n%s of %s: %,d bytes%n", message, form, bytes.length);
  }

  private Config config() {
    Config config =
        ConfigFactory.parseMap(
            Map.of(
                "akka.actor.provider", "remote",
                "akka.loglevel", "WARNING",
                "akka.remote.artery.canonical.hostname", "127.0.0.1",
                "akka.remote.artery.canonical.port", 0,
                "akka.actor.allow-java-serialization", "off"));
    Config base = ConfigFactory.load();
    if (!form.equals("node")) {
      for (var binding : base.getConfig(BINDINGS).root().entrySet()) {
        if (OWN.equals(binding.getValue().unwrapped())) {
          config =
              config.withValue(
                  BINDINGS + ".\"" + binding.getKey() + "\"",
                  ConfigValueFactory.fromAnyRef("jackson-cbor"));
        }
      }
    }
    if (form.equals("jackson-numbers")) {
      config =
          config.withFallback(
              ConfigFactory.parseString(
                  "akka.serialization.jackson.jackson-cbor {\n"
                      + "serialization-features.WRITE_DATES_AS_TIMESTAMPS = on\n"
                      + "serialization-features.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS = off\n"
                      + "deserialization-features.READ_DATE_TIMESTAMPS_AS_NANOSECONDS = off }"));
    }
    return config.withFallback(base);
  }

  /** Ends the system. */
  @TearDown
  public void stop() throws Exception {
    Await.result(system.terminate(), Duration.Inf());
  }

  /** Into bytes. */
  @Benchmark
  public byte[] write() {
    Serializer serializer = serialization.findSerializerFor(object);
    Serializers.manifestFor(serializer, object);
    return serialization.serialize(object).get();
  }

  /** Out of bytes. */
  @Benchmark
  public Object read() {
    return serialization.deserialize(bytes, identifier, manifest).get();
  }
}
