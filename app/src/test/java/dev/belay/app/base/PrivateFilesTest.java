package dev.belay.app.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path folder;

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    Path file = PrivateFiles.folder(folder.resolve("a/b")).resolve("secret");
    PrivateFiles.write(file, "one");
    PrivateFiles.write(file, "two");

    assertThat(PrivateFiles.read(file)).isEqualTo("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> PrivateFiles.folder(file.resolve("home")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(file.resolve("home").toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsCalledFull() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      assertThatThrownBy(() -> full.write(1))
          .isInstanceOf(IOException.class)
          .satisfies(
              e ->
                  assertThat(PrivateFiles.explain("write", Path.of("/data/x"), (IOException) e))
                      .hasMessageContaining("/data/x")
                      .hasMessageContaining("the disk is full"));
    }
  }

  @Test
  void aReadOnlyFileSystemAndMissingRightsAreToldApart() {
    Path path = Path.of("/data/x");

    assertThat(
            PrivateFiles.explain(
                "write", path, new FileSystemException("/data/x", null, "Read-only file system")))
        .hasMessageContaining("the file system is read-only");
    assertThat(PrivateFiles.explain("write", path, new AccessDeniedException("/data/x")))
        .hasMessageContaining("this user may not");
  }
}
