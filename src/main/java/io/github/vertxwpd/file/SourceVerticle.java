package io.github.vertxwpd.file;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/**
 * Reads sources, and looks every second whether they have changed. A verticle of its own, so that
 * its timers end with it and with nothing else.
 */
public final class SourceVerticle extends VerticleBase {
  private static final long POLL_MS = 1_000;

  private final List<Source> sources;
  private final Runnable eachPoll;

  /**
   * Makes the verticle.
   *
   * @param sources what is read
   * @param eachPoll what else is done every second
   */
  public SourceVerticle(List<Source> sources, Runnable eachPoll) {
    this.sources = List.copyOf(sources);
    this.eachPoll = eachPoll;
  }

  @Override
  public Future<?> start() {
    return Future.all(sources.stream().map(source -> source.open(vertx)).toList())
        .onSuccess(
            opened ->
                vertx.setPeriodic(
                    POLL_MS,
                    tick -> {
                      sources.forEach(Source::poll);
                      eachPoll.run();
                    }));
  }
}
