package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.stream.JournalUnavailableException;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one page of history from a stream. It is complete from where it begins, or there is none:
 * where events are missing further on, it ends before them, and the next page is the one that says
 * so. A page that is asked for some devices' events alone may be short, or empty, before the end.
 */
public final class HistoryWalk {
  /** How many events a page is looked for in: who asks for a quiet device waits no longer. */
  static final int MOST_SEEN = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(HistoryWalk.class);

  private final EventFeed stream;
  private final StreamWalk walk;
  private final HistoryQuery query;
  private final List<JsonObject> events = new ArrayList<>();
  private int seen;

  private HistoryWalk(EventFeed stream, StreamPosition start, HistoryQuery query) {
    this.stream = stream;
    this.walk = stream.walkFrom(start);
    this.query = query;
  }

  /**
   * Takes a page.
   *
   * @param stream where from
   * @param query which events
   * @return the page; fails with {@code journal-unavailable}
   */
  public static Future<HistoryPage> page(EventFeed stream, HistoryQuery query) {
    return query
        .cursor()
        .map(cursor -> after(stream, cursor, query))
        .orElseGet(
            () -> stream.oldest().compose(start -> new HistoryWalk(stream, start, query).collect()))
        .recover(failure -> Future.failedFuture(explain(failure)));
  }

  /** A cursor that nobody here gave out is as good as one of a journal that is lost. */
  private static Future<HistoryPage> after(EventFeed stream, String cursor, HistoryQuery query) {
    return StreamPosition.parse(cursor)
        .or(() -> PortableCursor.parse(cursor).flatMap(stream::locate))
        .map(start -> new HistoryWalk(stream, start, query).collect())
        .orElseGet(() -> Future.succeededFuture(reset(stream, ResetReason.EPOCH)));
  }

  private Future<HistoryPage> collect() {
    while (events.size() < query.limit() && seen < MOST_SEEN) {
      StreamWalk.Step step = walk.next();
      if (step instanceof StreamWalk.OnDisk reading) {
        return reading.loaded().compose(loaded -> collect());
      }
      if (step instanceof StreamWalk.Reset reset && seen == 0) {
        return Future.succeededFuture(reset(stream, reset.reason()));
      }
      if (!(step instanceof StreamWalk.Next next)) {
        break;
      }
      seen++;
      if (query.wants(next.event())) {
        events.add(new JsonObject(next.event().json()));
      }
    }
    StreamPosition end = walk.position();
    boolean more = end.offset() < stream.head().offset();
    return Future.succeededFuture(new HistoryPage(events, end.toCursor(), more, Optional.empty()));
  }

  private static HistoryPage reset(EventFeed stream, ResetReason reason) {
    return new HistoryPage(List.of(), stream.head().toCursor(), false, Optional.of(reason));
  }

  private static WpdException explain(Throwable failure) {
    if (failure instanceof JournalUnavailableException) {
      return new WpdException(Problem.of(ProblemCode.JOURNAL_UNAVAILABLE, failure.getMessage()));
    }
    LOG.error("a page of history could not be made", failure);
    return new WpdException(Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more"));
  }
}
