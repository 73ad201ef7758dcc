package dev.belay.app.config;

import dev.belay.app.base.PrivateFiles;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.portfolio.TradingTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  private static final String SCHEMA = "/config/portfolio.schema.json";

  private PortfolioFile() {}

  /** The seven agents that come with Belay. */
  public static PortfolioSpec shipped() {
    return parse(shippedText(), "shipped with Belay");
  }

  /** The text of the configuration that comes with Belay. */
  public static String shippedText() {
    return resource(SHIPPED);
  }

  /** The JSON Schema of such files, as published. */
  public static String schemaText() {
    return resource(SCHEMA);
  }

  private static String resource(String name) {
    try (InputStream in = PortfolioFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw PrivateFiles.explain("read", Path.of(name), e);
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

  /**
   * On what terms a file wants to trade; empty where it leaves that to the home.
   *
   * @throws dev.belay.app.base.OperatorException naming all problems, if there is one
   */
  public static Optional<TradingTerms> terms(Path file) {
    return Optional.ofNullable(configured(PrivateFiles.read(file), file.toString()).terms());
  }

  /** What is wrong with a file, by line; empty when it can be used. */
  public static List<Problem> check(Path file) {
    return check(PrivateFiles.read(file));
  }

  static List<Problem> check(String text) {
    Problems problems = new Problems();
    compose(text, problems).ifPresent(root -> new PortfolioReader().read(section(root, problems)));
    return problems.all();
  }

  /**
   * Reads the text of a file.
   *
   * @param source for messages
   * @throws dev.belay.app.base.OperatorException naming all problems, if there is one
   */
  public static PortfolioSpec parse(String text, String source) {
    return configured(text, source).portfolio();
  }

  private static PortfolioReader.Configured configured(String text, String source) {
    Problems problems = new Problems();
    Optional<PortfolioReader.Configured> read =
        compose(text, problems).map(root -> new PortfolioReader().read(section(root, problems)));
    if (read.isEmpty() || !problems.none()) {
      throw problems.toException(source);
    }
    return read.get();
  }

  private static Section section(Node root, Problems problems) {
    return new FileSection("", root, problems);
  }

  /** The tree without any object made of it: numbers keep their digits and keys their lines. */
  private static Optional<Node> compose(String text, Problems problems) {
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (root != null) {
        return Optional.of(root);
      }
      problems.add("the file is empty; `belay config init FILE` writes one to begin with");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(
          "line %s: not YAML: %s"
              .formatted(mark == null ? "?" : mark.getLine() + 1, String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      problems.add("not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return Optional.empty();
  }
}
