package dev.belay.api;

import dev.belay.api.prompt.PromptShelf;
import java.util.List;

/** Two styles, one of which is the home's own and refused. */
public final class FakePrompts implements PromptShelf {
  @Override
  public List<Part> parts() {
    return List.of(
        new Part("balanced", STYLE, "v1", false, null),
        new Part("speed", STYLE, "0a1b2c3d", true, "expected the places {{limits}}"),
        new Part("limits", "shared", "v1", false, null));
  }
}
