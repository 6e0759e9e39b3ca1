package io.github.vertxwpd.stream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statements of one connection, prepared when they are first used. */
final class PreparedStatements {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedStatements.class);

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  PreparedStatements(Connection connection) {
    this.connection = connection;
  }

  /**
   * Runs a statement.
   *
   * @param values what stands for its question marks; null stands for SQL's NULL
   * @return how many rows it changed
   */
  int run(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeUpdate();
  }

  /** Forgets all of them: the driver makes a statement unusable when it fails on a full disk. */
  void discard() {
    for (PreparedStatement statement : statements.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        LOG.debug("A statement did not close", e);
      }
    }
    statements.clear();
  }
}
