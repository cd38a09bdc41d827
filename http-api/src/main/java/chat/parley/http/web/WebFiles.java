package chat.parley.http.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What stands under {@code /web} on the class path, each file under its path there, read once. */
final class WebFiles {

  private static final String ROOT = "/web";
  private static final String SEED = ROOT + "/index.html";
  private static final int VERSION_BYTES = 8;

  private final SortedMap<String, byte[]> files;
  private final String version;

  WebFiles(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
    this.version = versionOf(this.files);
  }

  static WebFiles onTheClassPath() {
    try {
      URL seed = WebFiles.class.getResource(SEED);
      if (seed == null) {
        throw new FileNotFoundException(SEED);
      }
      URI uri = seed.toURI();
      if (!uri.getScheme().equals("jar")) {
        return new WebFiles(read(Path.of(uri).getParent()));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return new WebFiles(read(jar.getPath(ROOT)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another one as soon as any file is another one; the same on all nodes of a release. */
  String version() {
    return version;
  }

  Map<String, byte[]> all() {
    return files;
  }

  String text(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new UncheckedIOException(new FileNotFoundException(path));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** One document out of the class path, for what does not stand under {@code /web}. */
  static byte[] resource(String path) {
    try (InputStream in = WebFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base64 of a SHA-256, as a Content-Security-Policy names what stands in the page itself. */
  static String sha256(String text) {
    return Base64.getEncoder()
        .encodeToString(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, byte[]> read(Path root) throws IOException {
    Map<String, byte[]> read = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      List<Path> paths = found.filter(Files::isRegularFile).toList();
      for (Path path : paths) {
        read.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return read;
  }

  private static String versionOf(SortedMap<String, byte[]> files) {
    MessageDigest digest = digest();
    files.forEach(
        (path, bytes) -> {
          digest.update((path + '\n' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
