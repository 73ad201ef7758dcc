package dev.belay.app.base;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line. */
public final class LineDiff {
  private LineDiff() {}

  /**
   * All lines of both: common ones after a blank, those only of the first after {@code -}, those
   * only of the second after {@code +}. The longest common part stays; texts of a few thousand
   * lines at most.
   */
  public static List<String> of(String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    int[][] common = common(a, b);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        lines.add("  " + a.get(i++));
        j++;
      } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + a.get(i++));
      } else {
        lines.add("+ " + b.get(j++));
      }
    }
    return lines;
  }

  public static boolean differs(List<String> lines) {
    return lines.stream().anyMatch(line -> !line.startsWith("  "));
  }

  /** How many lines of the rest of a and of the rest of b are common. */
  private static int[][] common(List<String> a, List<String> b) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
