package dev.belay.app.run;

import dev.belay.api.config.ConfigBook;
import dev.belay.app.base.OperatorException;
import dev.belay.app.config.PortfolioFile;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.FundSettings;
import dev.belay.ledger.Roster;
import java.util.ArrayList;
import java.util.List;

/** The configuration of a fund in the ledger. */
final class LedgerConfigBook implements ConfigBook {
  private final Roster roster;
  private final FundSettings settings;
  private final String portfolio;

  LedgerConfigBook(Roster roster, FundSettings settings, String portfolio) {
    this.roster = roster;
    this.settings = settings;
    this.portfolio = portfolio;
  }

  @Override
  public PortfolioSpec portfolio() {
    return roster.portfolio(portfolio);
  }

  @Override
  public List<String> disabled() {
    return roster.agents(portfolio).stream()
        .filter(agent -> !agent.enabled())
        .map(agent -> agent.spec().id())
        .toList();
  }

  @Override
  public List<String> applySettings(String document, boolean keepModels, String by)
      throws BadConfig {
    try {
      PortfolioSpec wanted = PortfolioFile.parse(document, "that was sent");
      if (!wanted.name().equals(portfolio)) {
        throw new BadConfig(
            "Expected a configuration of the fund %s, was one of %s; a fund keeps its name."
                .formatted(portfolio, wanted.name()));
      }
      return settings.change(keepModels ? withModelsOfNow(wanted) : wanted, by);
    } catch (OperatorException | IllegalArgumentException e) {
      throw new BadConfig(String.valueOf(e.getMessage()));
    }
  }

  private PortfolioSpec withModelsOfNow(PortfolioSpec wanted) {
    List<ModelSpec> models = new ArrayList<>(wanted.models());
    for (ModelSpec model : portfolio().models()) {
      if (models.stream().noneMatch(other -> other.id().equals(model.id()))) {
        models.add(model);
      }
    }
    return new PortfolioSpec(
        wanted.name(),
        wanted.initialBalance(),
        wanted.dailyBudgetUsd(),
        models,
        wanted.agents(),
        wanted.fundLimits());
  }
}
