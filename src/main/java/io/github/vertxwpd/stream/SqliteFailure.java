package io.github.vertxwpd.stream;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite means; the codes are those of {@code sqlite.org/rescode.html}. */
enum SqliteFailure {
  /** There is no space left. */
  FULL,
  /** The file is no database, or a damaged one. */
  CORRUPT,
  /** This one write cannot be stored; others can. */
  REFUSED,
  /** Anything else: the file cannot be read or written at the moment. */
  UNAVAILABLE;

  /** The low byte of an extended result code is the primary one. */
  private static final int PRIMARY = 0xFF;

  static SqliteFailure of(SQLException e) {
    if (!(e instanceof SQLiteException failure)) {
      return UNAVAILABLE;
    }
    int primary = failure.getResultCode().code & PRIMARY;
    // The write-ahead log's index is a file, too: it cannot be made where there is no space.
    if (primary == SQLiteErrorCode.SQLITE_FULL.code
        || failure.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) {
      return FULL;
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return CORRUPT;
    }
    if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
        || primary == SQLiteErrorCode.SQLITE_TOOBIG.code
        || primary == SQLiteErrorCode.SQLITE_MISMATCH.code) {
      return REFUSED;
    }
    return UNAVAILABLE;
  }
}
