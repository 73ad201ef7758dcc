package dev.belay.activities.portfolio;

import dev.belay.activities.portfolio.PromptPart.Kind;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.strategies.portfolio.Observation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prompts: one a style, an addendum a voice and three parts that all share. A user's file of a
 * part's name, such as {@code balanced.md}, takes the place of the shipped one from the next round
 * on. One that lacks places, or has others, is refused: what was used before stays.
 */
public final class PromptLibrary {
  /** The styles there are prompts for. */
  public static final List<String> STYLES =
      PromptPart.of(Kind.STYLE).stream().map(PromptPart::name).toList();

  private static final Logger LOG = LoggerFactory.getLogger(PromptLibrary.class);
  private static final String ENDING = ".md";
  private static final long LARGEST = 64 * 1024;

  private final @Nullable Path folder;
  private final Map<String, Template> shipped = new HashMap<>();
  private final Map<String, Template> inUse = new HashMap<>();
  private final Map<String, String> warned = new HashMap<>();

  private PromptLibrary(@Nullable Path folder) {
    this.folder = folder;
    PromptPart.ALL.forEach(part -> shipped.put(part.name(), part.shipped()));
    inUse.putAll(shipped);
  }

  /** Those that come with Belay. */
  public static PromptLibrary shipped() {
    return new PromptLibrary(null);
  }

  /**
   * Those that come with Belay, and a user's instead of them.
   *
   * @param folder need not be there
   */
  public static PromptLibrary with(Path folder) {
    return new PromptLibrary(folder);
  }

  /**
   * A user's file.
   *
   * @param name without its ending: a part's, or one that no part has
   * @param version of its text alone
   * @param text null where it can't be read
   * @param problem why it is refused; null where it is fine
   */
  public record UserFile(
      String name, Path file, String version, @Nullable String text, @Nullable String problem) {}

  /** The prompts of now, for one round. */
  public synchronized PromptSet now() {
    Map<String, UserFile> files = new TreeMap<>();
    files().forEach(file -> files.put(file.name(), file));
    for (PromptPart part : PromptPart.ALL) {
      UserFile file = files.get(part.name());
      if (file == null) {
        inUse.put(part.name(), shippedOne(part.name()));
      } else if (file.problem() == null && file.text() != null) {
        inUse.put(part.name(), new Template(part.resource() + "/file", file.text().strip()));
      }
    }
    files.values().forEach(this::warn);
    return new PromptSet(inUse);
  }

  /** As {@link PromptSet#render} of now. */
  public Prompt render(AgentSpec agent, Observation seen, String voice) {
    return now().render(agent, seen, voice);
  }

  /** The user's files by name, each with what is wrong with it. */
  public List<UserFile> files() {
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .sorted()
          .map(this::file)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      LOG.warn("Expected to read {}, but got {}", folder, e.toString());
      return List.of();
    }
  }

  /** The sentences of what is wrong; empty when every file of the user's can be used. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (UserFile file : files()) {
      if (file.problem() != null) {
        problems.add(file.file() + ": " + file.problem());
      }
    }
    return problems;
  }

  private UserFile file(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        return refused(name, file, "expected at most %d bytes, was %d".formatted(LARGEST, size));
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return new UserFile(name, file, PromptSet.hash(text.strip()), text, problem(name, text));
    } catch (CharacterCodingException e) {
      return refused(name, file, "expected UTF-8, was something else");
    } catch (IOException e) {
      return refused(name, file, "expected a file that can be read, but got " + e);
    }
  }

  private static UserFile refused(String name, Path file, String problem) {
    return new UserFile(name, file, "", null, problem);
  }

  private @Nullable String problem(String name, String text) {
    if (PromptPart.named(name).isEmpty()) {
      return "expected one of the names %s, was %s"
          .formatted(
              String.join(", ", PromptPart.ALL.stream().map(PromptPart::name).toList()), name);
    }
    SortedSet<String> wanted = shippedOne(name).places();
    SortedSet<String> given = new Template(name, text).places();
    SortedSet<String> missing = new TreeSet<>(wanted);
    missing.removeAll(given);
    SortedSet<String> strange = new TreeSet<>(given);
    strange.removeAll(wanted);
    if (!missing.isEmpty()) {
      return "expected the places %s, which are missing".formatted(places(missing));
    }
    if (!strange.isEmpty()) {
      return "expected no other places than %s, was also %s"
          .formatted(wanted.isEmpty() ? "none" : places(wanted), places(strange));
    }
    return text.isBlank() ? "expected a text, was nothing" : null;
  }

  private Template shippedOne(String name) {
    Template template = shipped.get(name);
    if (template == null) {
      throw new IllegalArgumentException("Expected the name of a part, was " + name);
    }
    return template;
  }

  private static String places(SortedSet<String> names) {
    return String.join(", ", names.stream().map(name -> "{{" + name + "}}").toList());
  }

  /** Once for every text that is refused. */
  private void warn(UserFile file) {
    String problem = file.problem();
    if (problem == null) {
      warned.remove(file.name());
    } else if (!problem.equals(warned.put(file.name(), problem))) {
      LOG.warn("The prompt {} is refused, what was used before stays: {}", file.file(), problem);
    }
  }
}
