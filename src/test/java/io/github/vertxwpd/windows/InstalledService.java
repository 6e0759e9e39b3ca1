package io.github.vertxwpd.windows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The zip for Windows, installed as a service with the arguments of its {@code service.conf}, as
 * {@code install.ps1} does it. Wine has no PowerShell; and {@code prunsrv //DS//}, which deletes a
 * service, fails there with "Invalid level", so that it is not deleted but goes with its Windows.
 */
final class InstalledService {
  private static final String NAME = "vertx-wpd";
  private static final String PROGRAMS = "C:\\Program Files\\vertx-wpd";
  private static final String DATA = "C:\\ProgramData\\vertx-wpd";
  private static final long LIMIT_SECONDS = 120;

  private final WineSession session;
  private final Path data;

  private InstalledService(WineSession session, Path data) {
    this.session = session;
    this.data = data;
  }

  /**
   * Unpacks the zip and installs the service, which is not started.
   *
   * @param settings replacements in its {@code gateway.yaml}, each of which must find something
   */
  static InstalledService install(
      WindowsTools tools, WineSession session, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path programs = session.linuxPath(PROGRAMS);
    InstalledService service = new InstalledService(session, session.linuxPath(DATA));
    String version = unpack(tools.windowsPackage(), programs);
    Path home = programs.resolve(version);
    for (String name : List.of("conf", "data", "logs", "temp")) {
      Files.createDirectories(service.data.resolve(name));
    }
    Files.copy(home.resolve("conf/logback.xml"), service.data.resolve("conf/logback.xml"));
    service.configure(home.resolve("conf/gateway.yaml"), settings);
    Files.copy(home.resolve("prunsrv.exe"), programs.resolve("prunsrv.exe"));

    List<String> command = new ArrayList<>();
    command.addAll(List.of("wine", PROGRAMS + "\\prunsrv.exe", "//IS//" + NAME));
    command.addAll(arguments(home, tools.jvm()));
    session.run(command.toArray(String[]::new));
    return service;
  }

  /** Returns the version that was in the zip, whose one directory is named after it. */
  private static String unpack(Path zip, Path programs) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = programs.resolve(entry.getName().replaceFirst("^" + NAME + "-", ""));
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    try (var directories = Files.list(programs)) {
      return directories.findFirst().orElseThrow().getFileName().toString();
    }
  }

  private void configure(Path shipped, Map<String, String> settings) throws IOException {
    String text = Files.readString(shipped);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      assertThat(text).contains(setting.getKey());
      text = text.replace(setting.getKey(), setting.getValue());
    }
    Files.writeString(data.resolve("conf/gateway.yaml"), text);
  }

  private static List<String> arguments(Path home, Path jvm) throws IOException {
    String installed = PROGRAMS + "\\" + home.getFileName();
    return Files.readAllLines(home.resolve("service.conf")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(
            line ->
                line.replace("{home}", installed)
                    .replace("{data}", DATA)
                    .replace("{jvm}", WineSession.windowsPath(jvm))
                    .replace("{account}", "LocalSystem")
                    .replace("{archive}", "-XX:SharedArchiveFile=" + installed + "\\vertx-wpd.jsa"))
        .toList();
  }

  /** Returns a file below the data directory. */
  Path file(String name) {
    return data.resolve(name);
  }

  /**
   * Starts the service and waits until it serves.
   *
   * @return the line that says so
   */
  String start() throws IOException, InterruptedException {
    Path output = file("logs/stdout.log");
    Files.deleteIfExists(output);
    try (WatchService changes = FileSystems.getDefault().newWatchService()) {
      output
          .getParent()
          .register(
              changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      session.run("wine", "net", "start", NAME);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      Optional<String> ready = readyLine(output);
      while (ready.isEmpty() && System.nanoTime() < end) {
        WatchKey key = changes.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        ready = readyLine(output);
      }
      return ready.orElseThrow(() -> new AssertionError("it does not become ready; " + logs()));
    }
  }

  private static Optional<String> readyLine(Path output) throws IOException {
    if (!Files.exists(output)) {
      return Optional.empty();
    }
    String text = Files.readString(output);
    int start = text.indexOf("ready ");
    int end = text.indexOf('\n', start + 1);
    return start < 0 || end < 0
        ? Optional.empty()
        : Optional.of(text.substring(start, end).strip());
  }

  /** Stops the service as Windows does, and waits until its process has ended. */
  void stop() throws Exception {
    ProcessHandle host = host().orElseThrow();
    session.run("wine", "net", "stop", NAME);
    awaitEnd(host);
  }

  /** Ends the process of the service at once. */
  void kill() throws Exception {
    ProcessHandle host = host().orElseThrow();
    host.destroyForcibly();
    awaitEnd(host);
  }

  /** Starts the service where it cannot start, and waits until its process has ended by itself. */
  void startInVain() throws Exception {
    session.run("wine", "net", "start", NAME);
    Optional<ProcessHandle> host = host();
    if (host.isPresent()) {
      awaitEnd(host.get());
    }
  }

  private static void awaitEnd(ProcessHandle host) throws Exception {
    host.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private Optional<ProcessHandle> host() {
    return ProcessHandle.allProcesses().filter(process -> isHost(process.pid())).findFirst();
  }

  /** Another Windows on this machine has its own. */
  private boolean isHost(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return Files.readString(process.resolve("cmdline"), ISO_8859_1).contains("//RS//" + NAME)
          && Files.readString(process.resolve("environ"), ISO_8859_1)
              .contains("WINEPREFIX=" + session.prefix());
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns everything that was logged. */
  String logs() {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(file("logs"))) {
      for (Path log : files.sorted().toList()) {
        all.append(log).append('\n').append(Files.readString(log)).append('\n');
      }
    } catch (IOException e) {
      all.append(e);
    }
    return all.toString();
  }
}
