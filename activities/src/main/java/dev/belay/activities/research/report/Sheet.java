package dev.belay.activities.research.report;

import dev.belay.activities.research.Study;
import dev.belay.domain.research.RunSpec;
import dev.belay.engine.backtest.EquityCurve;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What all sheets have. */
final class Sheet {
  private static final double UNIT = 1e-8;

  private Sheet() {}

  static void open(Html page, String title, String... lines) {
    page.raw("<!doctype html><html lang=en><head><meta charset=utf-8>")
        .raw("<meta name=viewport content=\"width=device-width,initial-scale=1\">")
        .element("title", title + " · Belay")
        .raw("<style>")
        .raw(style())
        .raw("</style></head><body><header>")
        .element("h1", title);
    for (String line : lines) {
      page.raw("<p class=dim>").text(line).raw("</p>");
    }
    page.raw("</header><main>");
  }

  static String closed(Html page) {
    return page.raw("</main></body></html>\n").toString();
  }

  private static String style() {
    try (InputStream in = Sheet.class.getResourceAsStream("sheet.css")) {
      if (in == null) {
        throw new IllegalStateException("Expected sheet.css beside " + Sheet.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void drawdown(Html page, EquityCurve curve) {
    double[] falls = curve.values();
    double peak = curve.cash() * UNIT;
    for (int i = 0; i < falls.length; i++) {
      peak = Math.max(peak, falls[i]);
      falls[i] = (falls[i] / peak - 1) * 100;
    }
    page.element("h2", "Drawdown")
        .raw(
            new Chart("Drawdown in percent over time", 160, " %")
                .area("drawdown", "fall", curve.times(), falls)
                .svg());
  }

  static void settings(Html page, Study study, String parameters) {
    RunSpec spec = study.spec();
    page.element("h2", "Settings").raw("<div class=wide><table>");
    setting(page, "strategy", study.kind().name() + ": " + study.kind().summary());
    setting(page, "parameters", parameters);
    setting(page, "fills", "at the " + study.rules().fillAt().toString().replace('-', ' '));
    setting(
        page,
        "costs",
        "%s basis points of the notional a side, %s of slippage"
            .formatted(spec.feeBps().toPlainString(), spec.slippageBps().toPlainString()));
    setting(page, "leverage", String.valueOf(spec.leverage()));
    setting(
        page,
        "cash",
        spec.cash().toPlainString()
            + " USDT"
            + (spec.symbols().size() == 1
                ? ""
                : spec.isolated() ? " for each symbol" : ", shared"));
    setting(
        page,
        "gaps",
        spec.flatGaps() ? "filled with candles that stand still" : "left as they are");
    page.raw("</table></div>");
  }

  static void setting(Html page, String name, String value) {
    page.raw("<tr>").element("th", name).raw("<td class=w>").text(value).raw("</td></tr>");
  }

  static void again(Html page, String fingerprint, @Nullable Object version) {
    page.element("h2", "To get the same again")
        .raw("<p>The fingerprint is over data, settings and every trade: <code>")
        .text(fingerprint)
        .raw("</code></p><p class=dim>")
        .text("Code " + version)
        .raw("</p>");
  }
}
