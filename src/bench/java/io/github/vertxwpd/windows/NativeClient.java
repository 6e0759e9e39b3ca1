package io.github.vertxwpd.windows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Windows program that measures when it is told to, and else waits. */
public final class NativeClient {
  private static final long END_SECONDS = 30;

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;

  NativeClient(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /**
   * Has it measure, and waits for it.
   *
   * @throws IOException where it fails
   */
  public List<NativeFigure> measure(String command, int count, String subject) throws IOException {
    input.println(command + " " + count + " " + subject);
    List<NativeFigure> figures = new ArrayList<>();
    List<String> printed = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("done")) {
        return figures;
      }
      printed.add(line);
      String[] fields = line.split("\t", -1);
      if (fields.length == 3) {
        figures.add(new NativeFigure(fields[0], fields[1], Double.parseDouble(fields[2])));
      }
    }
    throw new IOException("it ended at " + command + "; it printed " + printed);
  }

  /** Returns the id that Linux knows it by. */
  public long pid() {
    return process.pid();
  }

  /** Ends its input, and with it the program. */
  void end() throws InterruptedException {
    input.close();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
