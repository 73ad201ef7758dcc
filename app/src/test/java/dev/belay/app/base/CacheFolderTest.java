package dev.belay.app.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path folder;

  @Test
  void fillsAnEntryOnce() {
    CacheFolder cache = new CacheFolder(folder);
    cache.entry("thing", fresh -> Files.writeString(fresh.resolve("file"), "first"));
    Path entry = cache.entry("thing", fresh -> Files.writeString(fresh.resolve("file"), "second"));

    assertThat(entry.resolve("file")).hasContent("first");
  }

  @Test
  void anEntryWhoseFillingFailedIsNotThere() {
    CacheFolder cache = new CacheFolder(folder);

    assertThatThrownBy(
            () ->
                cache.entry(
                    "thing",
                    fresh -> {
                      Files.writeString(fresh.resolve("half"), "");
                      throw new IOException("the source went away");
                    }))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("the source went away");
    assertThat(folder.resolve("thing")).doesNotExist();

    Path entry = cache.entry("thing", fresh -> Files.writeString(fresh.resolve("file"), "whole"));
    assertThat(entry.resolve("half")).doesNotExist();
    assertThat(entry.resolve("file")).hasContent("whole");
  }

  @Test
  void liesWhereTheVariablesSay() {
    assertThat(CacheFolder.locate(Map.of("BELAY_CACHE", "/a", "XDG_CACHE_HOME", "/b")).directory())
        .isEqualTo(Path.of("/a"));
    assertThat(CacheFolder.locate(Map.of("XDG_CACHE_HOME", "/b")).directory())
        .isEqualTo(Path.of("/b/belay"));
    assertThat(CacheFolder.locate(Map.of()).directory()).endsWithRaw(Path.of(".cache/belay"));
  }
}
