package dev.belay.app.run;

import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.PromptPart;
import dev.belay.api.prompt.PromptShelf;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The library's prompts as pages show them. */
final class LibraryShelf implements PromptShelf {
  private final PromptLibrary library;

  LibraryShelf(PromptLibrary library) {
    this.library = library;
  }

  @Override
  public List<Part> parts() {
    Map<String, PromptLibrary.UserFile> files =
        library.files().stream()
            .collect(Collectors.toMap(PromptLibrary.UserFile::name, Function.identity()));
    return PromptPart.ALL.stream().map(part -> part(part, files)).toList();
  }

  private static Part part(PromptPart part, Map<String, PromptLibrary.UserFile> files) {
    String kind = part.kind().name().toLowerCase(Locale.ROOT);
    PromptLibrary.UserFile file = files.get(part.name());
    return file == null
        ? new Part(part.name(), kind, PromptPart.SHIPPED, false, null)
        : new Part(part.name(), kind, file.version(), true, file.problem());
  }
}
