package io.github.vertxwpd.audit;

import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a chain.
 *
 * @param chain the chain's name
 * @param files how many files it has
 * @param records how many records were found to hold: all, or those before the break
 * @param first when the first of them was made
 * @param last when the last of them was made
 * @param hash the hash of the last of them
 * @param recovered what crashes tore, and the records tell of
 * @param unfinishedBytes how much there is of a last line that is being written, or was when its
 *     writer was killed; 0 where there is none
 * @param broken where the chain does not hold
 */
public record ChainReport(
    String chain,
    int files,
    long records,
    Optional<Instant> first,
    Optional<Instant> last,
    String hash,
    List<RecoveredPart> recovered,
    long unfinishedBytes,
    Optional<Break> broken) {
  public ChainReport {
    recovered = List.copyOf(recovered);
  }

  /**
   * Where a chain does not hold.
   *
   * @param file the name of the file
   * @param line the number of the line
   * @param detail what is wrong there
   */
  public record Break(String file, long line, String detail) {
    JsonObject toJson() {
      return new JsonObject().put("file", file).put("line", line).put("detail", detail);
    }

    @Override
    public String toString() {
      return file + ":" + line + ": " + detail;
    }
  }

  /** Returns the JSON form; what there is none of is left out. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject().put("chain", chain).put("files", files).put("records", records);
    first.ifPresent(time -> json.put("first", Timestamps.format(time)));
    last.ifPresent(time -> json.put("last", Timestamps.format(time)));
    json.put("hash", hash)
        .put("recovered", new JsonArray(recovered.stream().map(RecoveredPart::toJson).toList()))
        .put("unfinishedBytes", unfinishedBytes);
    broken.ifPresent(where -> json.put("broken", where.toJson()));
    return json;
  }
}
