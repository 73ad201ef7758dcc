package dev.belay.app.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import dev.belay.app.process.Platform;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Temporal's own download site: it answers where the archive is, which is then unpacked. */
final class CliDownload {
  private static final String SITE = "https://temporal.download";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(5);
  private final String site;
  private final Platform platform;

  CliDownload(Map<String, String> environment, Platform platform) {
    this.site = environment.getOrDefault("BELAY_TEMPORAL_DOWNLOAD", SITE);
    this.platform = platform;
  }

  /** Puts the program {@code temporal} into the folder. */
  void into(Path folder) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      URI info =
          URI.create(
              "%s/cli/%s?platform=%s&arch=%s&format=tar.gz"
                  .formatted(site, CliCache.VERSION, platform.system(), platform.architecture()));
      JsonNode answer;
      try (InputStream body = get(client, info, ANSWER_LIMIT)) {
        answer = Json.mapper().readTree(body);
      }
      String archive = answer.path("archiveUrl").asText();
      String member = answer.path("fileToExtract").asText();
      if (archive.isEmpty() || member.isEmpty()) {
        throw new IOException(info + " does not say where the archive is");
      }
      try (InputStream body = get(client, URI.create(archive), ARCHIVE_LIMIT)) {
        extract(body, member, folder.resolve("temporal"));
      }
    }
  }

  private static InputStream get(HttpClient client, URI address, Duration limit)
      throws IOException {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(limit).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        answer.body().close();
        throw new IOException("%s answers %d".formatted(address.getHost(), answer.statusCode()));
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the download was interrupted", e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException("%s: %s".formatted(address.getHost(), reason), e);
    }
  }

  private static void extract(InputStream packed, String member, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getName().equals(member)) {
          Files.copy(tar, target);
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          return;
        }
      }
    }
    throw new IOException("the archive has no " + member);
  }
}
