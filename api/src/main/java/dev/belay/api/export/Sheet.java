package dev.belay.api.export;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What can be exported under a name, and its columns. Names and order of columns are kept; new ones
 * are added at the end.
 *
 * @param <T> a row as the books have it
 */
record Sheet<T>(
    String name,
    List<Column<T>> columns,
    BiFunction<ExportBook, ExportBook.Range, Iterator<List<T>>> rows) {
  Sheet {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param value a text, a number, an instant, a flag or a value of the domain; null where there is
   *     none
   */
  record Column<T>(String name, Value<T> value) {}

  /** Of a row. */
  interface Value<T> {
    @Nullable Object of(T row);
  }

  /** The rows as cells in the order of the columns. */
  Iterator<List<@Nullable Object[]>> cells(ExportBook book, ExportBook.Range range) {
    Iterator<List<T>> pages = rows.apply(book, range);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public List<@Nullable Object[]> next() {
        List<@Nullable Object[]> page = new ArrayList<>();
        for (T row : pages.next()) {
          page.add(cells(row));
        }
        return page;
      }
    };
  }

  private @Nullable Object[] cells(T row) {
    @Nullable Object[] cells = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = columns.get(i).value().of(row);
    }
    return cells;
  }
}
