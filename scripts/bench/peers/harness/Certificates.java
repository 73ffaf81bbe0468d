package everfile.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One row for each destruction, in the engine's own transaction; as many rows as lifecycles show that none was lost or doubled. */
public final class Certificates {
  private Certificates() {}

  public static void write(Connection connection, String lifecycle) {
    try (PreparedStatement insert = connection.prepareStatement("insert into certificate (lifecycle_id) values (?)")) {
      insert.setString(1, lifecycle);
      insert.executeUpdate();
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
