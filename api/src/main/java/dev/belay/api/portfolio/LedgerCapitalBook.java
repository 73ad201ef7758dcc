package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.ledger.Capital;
import dev.belay.ledger.Reviews;
import dev.belay.ledger.Roster;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The fund's capital in the ledger. */
@Singleton
@Requires(beans = {Reviews.class, Capital.class, Roster.class})
public final class LedgerCapitalBook implements CapitalBook {
  private final Reviews reviews;
  private final Capital capital;
  private final Roster roster;
  private final String portfolio;

  public LedgerCapitalBook(Reviews reviews, Capital capital, Roster roster, ApiSettings settings) {
    this.reviews = reviews;
    this.capital = capital;
    this.roster = roster;
    this.portfolio = settings.portfolio();
  }

  @Override
  public List<Reviews.Stored> reviews() {
    return reviews.all(portfolio);
  }

  @Override
  public Optional<Reviews.Stored> review(String id) {
    return reviews.find(portfolio + "/" + id);
  }

  @Override
  public List<Capital.Plan> plans() {
    return capital.plans(portfolio);
  }

  @Override
  public Capital.Plan plan(String id) {
    return capital.plan(id);
  }

  @Override
  public List<Capital.Moved> transfersOf(String planId) {
    return capital.transfersOf(planId);
  }

  @Override
  public Reviews.Chosen chosen() {
    return reviews.chosen(portfolio);
  }

  @Override
  public Reviews.Calendar calendar() {
    return reviews.calendar(portfolio);
  }

  @Override
  public List<ModelSpec> models() {
    return roster.portfolio(portfolio).models();
  }
}
