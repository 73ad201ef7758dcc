package dev.belay.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class MoneyPropertiesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void theSameNumberIsTheSameAmountHoweverItIsWritten(
      @ForAll @Scale(10) BigDecimal value, @ForAll @IntRange(min = 0, max = 20) int zeros) {
    Usdt amount = Usdt.of(value);

    assertThat(Usdt.of(value.setScale(10 + zeros))).isEqualTo(amount).hasSameHashCodeAs(amount);
    assertThat(amount.value()).isEqualByComparingTo(value);
  }

  @Property
  void printedAndParsedAgainItIsTheSame(@ForAll @Scale(12) BigDecimal value) {
    Usdt amount = Usdt.of(value);

    assertThat(Usdt.of(amount.toString())).isEqualTo(amount);
    assertThat(amount.toString()).doesNotContainIgnoringCase("e");
  }

  @Property
  void survivesJsonAsAString(
      @ForAll @BigRange(min = "0.00000001", max = "1000000000000") @Scale(8) BigDecimal value)
      throws JsonProcessingException {
    Price price = Price.of(value);
    Quantity quantity = Quantity.of(value);
    Usdt amount = Usdt.of(value);

    assertThat(JSON.writeValueAsString(price)).isEqualTo('"' + price.toString() + '"');
    assertThat(JSON.readValue(JSON.writeValueAsString(price), Price.class)).isEqualTo(price);
    assertThat(JSON.readValue(JSON.writeValueAsString(quantity), Quantity.class))
        .isEqualTo(quantity);
    assertThat(JSON.readValue(JSON.writeValueAsString(amount), Usdt.class)).isEqualTo(amount);
  }

  @Property
  void additionIsExactAndUndoneBySubtraction(
      @ForAll @Scale(8) BigDecimal a, @ForAll @Scale(8) BigDecimal b) {
    Usdt first = Usdt.of(a);
    Usdt second = Usdt.of(b);

    assertThat(first.plus(second)).isEqualTo(second.plus(first));
    assertThat(first.plus(second).minus(second)).isEqualTo(first);
    assertThat(first.minus(second)).isEqualTo(second.minus(first).negate());
    assertThat(first.plus(Usdt.ZERO)).isEqualTo(first);
  }

  @Property
  void aNotionalIsSharedOutByItsQuantities(
      @ForAll @BigRange(min = "0.01", max = "100000") @Scale(2) BigDecimal price,
      @ForAll @BigRange(min = "0", max = "1000") @Scale(3) BigDecimal a,
      @ForAll @BigRange(min = "0", max = "1000") @Scale(3) BigDecimal b) {
    Quantity first = Quantity.of(a);
    Quantity second = Quantity.of(b);
    Price at = Price.of(price);

    assertThat(at.times(first.plus(second))).isEqualTo(at.times(first).plus(at.times(second)));
  }

  @Example
  void refusesWhatIsNoAmount() {
    assertThatThrownBy(() -> Usdt.of("1,000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"1,000\"");
    assertThatThrownBy(() -> Price.of("0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quantity.of("-1")).isInstanceOf(IllegalArgumentException.class);
  }
}
