package dev.belay.api.config;

import dev.belay.domain.portfolio.PortfolioSpec;
import java.util.List;

/** The configuration of one fund. */
public interface ConfigBook {
  /** The fund with all its agents, enabled or not. */
  PortfolioSpec portfolio();

  /** The ids of agents that are disabled. */
  List<String> disabled();

  /**
   * Makes models, daily budget and limits of the fund those of a configuration; its agents, name
   * and balance are not looked at.
   *
   * @param document in the form of the file, as YAML or JSON
   * @param keepModels whether models that the document does not have stay
   * @param by who commands it
   * @return what was changed, such as {@code daily_budget_usd}; empty if all was so already
   * @throws BadConfig if it can't be applied; nothing was changed
   */
  List<String> applySettings(String document, boolean keepModels, String by) throws BadConfig;

  /** A configuration that can't be applied. */
  final class BadConfig extends Exception {
    private static final long serialVersionUID = 1;

    public BadConfig(String message) {
      super(message);
    }
  }
}
