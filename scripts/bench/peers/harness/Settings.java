package everfile.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the bench tells a peer.
 *
 * @param jdbcUrl its own empty database, with who signs in
 * @param bpmn the folder with its processes
 * @param isTuned whether it runs by what its documentation advises for speed, or as it comes
 * @param persons who takes each step, in their order
 */
public record Settings(String jdbcUrl, Path bpmn, boolean isTuned, int clients, List<String> persons) {
  private static final int MOST_CONNECTIONS = 20;

  /** The URL holds a password, so it comes by the environment and not by arguments that others may read. */
  static Settings of(String[] args) {
    List<String> persons = List.of(args).subList(3, args.length);
    return new Settings(System.getenv("PEER_JDBC_URL"), Path.of(args[0]), args[1].equals("tuned"), Integer.parseInt(args[2]), persons);
  }

  /** The text of each process, by the name of its file. */
  public Map<String, String> processes() {
    try (Stream<Path> files = Files.list(bpmn)) {
      Map<String, String> texts = new TreeMap<>();
      for (Path file : files.toList()) texts.put(file.getFileName().toString(), Files.readString(file));
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public HikariDataSource dataSource() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(isTuned ? jdbcUrl + "&reWriteBatchedInserts=true" : jdbcUrl);
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    return new HikariDataSource(config);
  }
}
