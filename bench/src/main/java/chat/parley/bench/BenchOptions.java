package chat.parley.bench;

import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which server is measured, and how hard. */
public final class BenchOptions {

  private static final Duration VALIDITY = Duration.ofHours(12);

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the node is (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "Holds the node's secret; left out: the variable PARLEY_JWT_SECRET does.")
  private Path secretFile;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "Requests at once (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Not counted (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Counted (default: ${DEFAULT-VALUE}).")
  private int seconds;

  URI url() {
    return url;
  }

  int connections() {
    return connections;
  }

  Duration warmup() {
    return Duration.ofSeconds(warmup);
  }

  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  ParleyHttp admin() {
    return new ParleyHttp(url, signer().token("bench-admin", "Bench", "ADMIN", VALIDITY));
  }

  String token(String userId) {
    return signer().token(userId, userId, "USER", VALIDITY);
  }

  private TokenSigner signer() {
    return new TokenSigner(secret());
  }

  private byte[] secret() {
    try {
      String secret =
          secretFile == null ? System.getenv("PARLEY_JWT_SECRET") : Files.readString(secretFile);
      if (secret == null || secret.isBlank()) {
        throw new IllegalArgumentException("give --secret-file, or set PARLEY_JWT_SECRET");
      }
      return secret.strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
