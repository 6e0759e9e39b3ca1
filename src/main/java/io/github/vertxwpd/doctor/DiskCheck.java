package io.github.vertxwpd.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether there is room for what a gateway must not forget, on a disk of this machine.
 *
 * @param directory the data directory
 */
record DiskCheck(Path directory) implements Check {
  /** About what the journal takes with the 100 000 events that it keeps unless told otherwise. */
  static final long NEEDED_BYTES = 100L << 20;

  /** Below it the audit log, which is never deleted, can fill the disk within weeks. */
  static final long COMFORTABLE_BYTES = 1L << 30;

  private static final String NAME = "disk";
  private static final String FREE_SPACE =
      "free some space, or set data.dir to a directory on another disk";

  /** The types that Linux and macOS give file systems of other machines. */
  private static final Set<String> REMOTE =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "afs",
          "9p",
          "ceph",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.sshfs",
          "lustre",
          "webdav",
          "fuse.davfs");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() throws IOException {
    Path existing = DataDirectory.existing(directory);
    if (!DataDirectory.isUsable(directory)) {
      return List.of(
          Finding.error(
              NAME,
              "this user cannot write in " + existing,
              "let the gateway's user write there, or set data.dir to another directory"));
    }
    FileStore store = Files.getFileStore(existing);
    return List.of(
        finding(existing, store)
            .with("usableBytes", store.getUsableSpace())
            .with("fileSystem", store.type()));
  }

  private Finding finding(Path existing, FileStore store) throws IOException {
    long free = store.getUsableSpace();
    String message = "%s are free for data.dir %s".formatted(size(free), directory);
    if (free < NEEDED_BYTES) {
      return Finding.error(NAME, "only " + message, FREE_SPACE);
    }
    if (isRemote(existing, store)) {
      return Finding.warn(
          NAME,
          "data.dir %s is on another machine's disk (%s)".formatted(directory, store.type()),
          "set data.dir to a directory on a disk of this machine: the journal relies on locks and"
              + " on what is synced being there after a power cut");
    }
    return free < COMFORTABLE_BYTES
        ? Finding.warn(NAME, "only " + message, FREE_SPACE)
        : Finding.ok(NAME, message);
  }

  private static boolean isRemote(Path existing, FileStore store) throws IOException {
    return REMOTE.contains(store.type().toLowerCase(Locale.ROOT))
        || existing.toRealPath().toString().startsWith("\\\\");
  }

  private static String size(long bytes) {
    return bytes < COMFORTABLE_BYTES ? (bytes >> 20) + " MiB" : (bytes >> 30) + " GiB";
  }
}
