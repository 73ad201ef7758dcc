package dev.belay.app.config;

import dev.belay.app.base.PrivateFiles;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** The file a portfolio is configured by. */
public final class PortfolioFile {
  private static final String SHIPPED = "/config/portfolio.yaml";

  private PortfolioFile() {}

  /** The seven agents that come with Belay. */
  public static PortfolioSpec shipped() {
    return parse(shippedText(), "shipped with Belay");
  }

  /** The text of the configuration that comes with Belay. */
  public static String shippedText() {
    try (InputStream in = PortfolioFile.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + SHIPPED + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw PrivateFiles.explain("read", Path.of(SHIPPED), e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws dev.belay.app.base.OperatorException naming all problems, if there is one
   */
  public static PortfolioSpec read(Path file) {
    return parse(PrivateFiles.read(file), file.toString());
  }

  static PortfolioSpec parse(String text, String source) {
    Problems problems = new Problems();
    Node root = compose(text, source, problems);
    PortfolioSpec spec = new PortfolioReader(problems).read(root);
    if (!problems.none()) {
      throw problems.toException(source);
    }
    return spec;
  }

  /** The tree without any object made of it: numbers keep their digits and keys their lines. */
  private static Node compose(String text, String source, Problems problems) {
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (root != null) {
        return root;
      }
      problems.add("the file is empty; copy config/portfolio.yaml and change it");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(
          "line %s: not YAML: %s"
              .formatted(mark == null ? "?" : mark.getLine() + 1, String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      problems.add("not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    throw problems.toException(source);
  }
}
