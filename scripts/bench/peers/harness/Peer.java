package everfile.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * One engine at the bench's command: each line of its input is a run (process, warm-up and measured milliseconds), each line of its output
 * what that run showed.
 */
public final class Peer {
  private Peer() {}

  /** Ends the program, threads of the engine included, when its input ends or anything fails. */
  public static void serve(String[] args, Function<Settings, Engine> open) {
    try {
      answerAll(args, open);
      System.exit(0);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      failed.printStackTrace();
      System.exit(1);
    }
  }

  private static void answerAll(String[] args, Function<Settings, Engine> open) throws IOException, InterruptedException {
    Settings settings = Settings.of(args);
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Engine engine = open.apply(settings)) {
      System.out.println("{\"ready\":true}");
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] run = line.split(" ");
        Load load = new Load(engine, new Lifecycle(run[0], settings.persons()), settings.clients());
        System.out.println(load.run(Long.parseLong(run[1]), Long.parseLong(run[2])));
      }
    }
  }
}
