package dev.belay.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

/** The form every action opens. */
final class Ask {
  /** Some are answered only when the venue has answered; milliseconds. */
  private static final double SOON = 90_000;

  private Ask() {}

  /** Sends it off and waits until it is taken. */
  static void give(Page page) {
    page.click("#ask [type=submit]");
    page.waitForSelector(
        "#ask [type=submit]",
        new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN).setTimeout(SOON));
  }

  /**
   * Sends it off and waits for what becomes of it.
   *
   * @return whether it was taken
   */
  static boolean isTaken(Page page) {
    page.click("#ask [type=submit]");
    page.waitForSelector(
        "#ask .answer:not(:empty):not(:has-text('Asking'))",
        new Page.WaitForSelectorOptions().setTimeout(SOON));
    return page.locator("#ask .answer.bad").count() == 0;
  }

  static void dismiss(Page page) {
    page.click("#ask .dismiss");
    page.waitForSelector(
        "#ask", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
  }
}
