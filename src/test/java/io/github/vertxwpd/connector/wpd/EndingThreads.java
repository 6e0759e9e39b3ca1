package io.github.vertxwpd.connector.wpd;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Verb;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Semaphore;

/**
 * A program for Windows, beside the stand-in server: many native threads call Java and end, while
 * Java starts many threads of its own.
 *
 * <p>Its argument is the number of requests. It ends once no native thread is a thread of Java any
 * more. Where an end and a start wait for each other, it does not end.
 */
public final class EndingThreads {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private volatile boolean over;

  private EndingThreads() {}

  /**
   * Runs it.
   *
   * @param args the number of requests
   * @throws Exception where a request cannot be made
   */
  public static void main(String[] args) throws Exception {
    new EndingThreads().run(Integer.parseInt(args[0]));
  }

  private void run(int requests) throws Exception {
    Thread starter = new Thread(this::startThreads, "starter");
    try (Connector connector = new WindowsProvider().open(() -> {})) {
      String device = connector.pairedDevices().get(0).pnpId();
      int before = THREADS.getThreadCount();
      starter.start();
      for (int i = 0; i < requests; i++) {
        request(connector, device);
      }
      over = true;
      starter.join();
      while (THREADS.getThreadCount() > before) {
        Thread.onSpinWait();
      }
      System.out.println("all detached");
    }
  }

  private void startThreads() {
    try {
      while (!over) {
        Thread thread = new Thread(() -> {}, "started");
        thread.start();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void request(Connector connector, String device) throws Exception {
    Semaphore completed = new Semaphore(0);
    Submission submission =
        connector.submit(Verb.DISCONNECT, device, completion -> completed.release());
    Request request = ((Submission.Queued) submission).request();
    completed.acquire();
    request.release();
  }
}
