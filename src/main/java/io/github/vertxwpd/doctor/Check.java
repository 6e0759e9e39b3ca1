package io.github.vertxwpd.doctor;

import java.time.Duration;
import java.util.List;

/** Something that is looked at. */
public interface Check {
  /** How long a check may take unless it says otherwise. */
  Duration LIMIT = Duration.ofSeconds(10);

  /** Returns what is looked at, in one word. */
  String name();

  /**
   * Looks. May block; is called once, on a thread of its own, and interrupted past its limit.
   *
   * @return what was found, at least one thing
   * @throws Exception where the check itself could not be made
   */
  List<Finding> run() throws Exception;

  /** Returns how long it may take. */
  default Duration limit() {
    return LIMIT;
  }

  /** Returns what to do where it gives no answer within the limit. */
  default String fixWithoutAnswer() {
    return "find out what keeps it from answering, then run doctor again";
  }
}
