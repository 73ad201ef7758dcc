package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small disk that can be filled and made read-only: in memory, in a mount namespace that a
 * process keeps. It needs no rights where user namespaces are allowed.
 */
final class SmallDisk implements AutoCloseable {
  private static final String BALLAST = "ballast";
  private static final String MOUNTED = "mounted";

  private final Path place;
  private final Process keeper;

  private SmallDisk(Path place, Process keeper) {
    this.place = place;
    this.keeper = keeper;
  }

  /** Mounts it, or leaves the test out where that is not allowed. */
  static SmallDisk mount(Path place, int mebibytes) throws IOException {
    Files.createDirectories(place);
    String script =
        "mount -t tmpfs -o size=%dm,mode=700 belay-test '%s' && echo %s && exec cat"
            .formatted(mebibytes, place, MOUNTED);
    Process keeper =
        new ProcessBuilder("unshare", "-rm", "sh", "-c", script).redirectErrorStream(true).start();
    // It ends with this process, when its input does.
    String answer = keeper.inputReader(StandardCharsets.UTF_8).readLine();
    assumeThat(answer)
        .as("left out: mounting a disk in a namespace of one's own is not allowed here")
        .isEqualTo(MOUNTED);
    return new SmallDisk(place, keeper);
  }

  /** Where those inside have it. */
  Path place() {
    return place;
  }

  /** Where everybody else can look at it. */
  Path seen() {
    return Path.of("/proc/" + keeper.pid() + "/root" + place);
  }

  /** What makes a command run inside. */
  List<String> inside() {
    return List.of(
        "nsenter", "-t", "" + keeper.pid(), "--user", "--mount", "--preserve-credentials");
  }

  /** Leaves so much and no more. */
  void leave(int mebibytes) throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream ballast = Files.newOutputStream(seen().resolve(BALLAST))) {
      while (Files.getFileStore(seen()).getUsableSpace() > (long) mebibytes << 20) {
        ballast.write(block);
      }
    }
  }

  /** Leaves not a byte. */
  void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream ballast = Files.newOutputStream(seen().resolve(BALLAST))) {
      while (true) {
        ballast.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  void free() throws IOException {
    Files.delete(seen().resolve(BALLAST));
  }

  void setReadOnly(boolean readOnly) throws IOException {
    List<String> command = new ArrayList<>(inside());
    command.addAll(List.of("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), place.toString()));
    Process mount = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(mount.onExit().join().exitValue()).as(said).isZero();
  }

  @Override
  public void close() {
    keeper.destroyForcibly();
  }
}
