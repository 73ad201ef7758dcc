package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.RunningBelay;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints again the page's address with its token. */
@Command(name = "token", description = "Print the page's address with the access token.")
final class TokenCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8082",
      description = "The port to print when no Belay runs (${DEFAULT-VALUE}).")
  int port;

  TokenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = home.locate(console.environment());
    String token = BelayHome.tokenOf(folder).orElseThrow(() -> BelayApi.notRunning(folder));
    String address =
        BelayHome.running(folder)
            .map(RunningBelay::address)
            .orElse("http://localhost:" + port)
            .replace("//127.0.0.1:", "//localhost:");
    if (json.wanted) {
      Map<String, String> answer = new LinkedHashMap<>();
      answer.put("address", address);
      answer.put("token", token);
      console.json(answer);
    } else {
      console.out().println(address + "/#token=" + token);
    }
    return ExitCode.DONE.code();
  }
}
