package io.github.vertxwpd.security;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.vertxwpd.model.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers what was read, and what could not be. */
final class RecordedReadings implements SecurityListener {
  private final BlockingQueue<TokenChanges> changes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final BlockingQueue<ProblemCode> refused = new LinkedBlockingQueue<>();

  @Override
  public void tokensRead(TokenChanges read) {
    changes.add(read);
  }

  @Override
  public void readFailed(String key, String reason) {
    failures.add(key + ": " + reason);
  }

  @Override
  public void credentialRefused(ProblemCode code) {
    refused.add(code);
  }

  List<ProblemCode> refused() {
    return new ArrayList<>(refused);
  }

  /** Waits for the next changes. */
  TokenChanges nextChanges() throws InterruptedException {
    return changes.poll(20, SECONDS);
  }

  List<TokenChanges> changes() {
    return new ArrayList<>(changes);
  }

  List<String> failures() {
    return new ArrayList<>(failures);
  }
}
