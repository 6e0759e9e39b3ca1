package io.github.vertxwpd.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files and directories that their owner alone may read and write. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> READ_AND_WRITE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> EVERYTHING =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<AclEntryFlag> INHERITED =
      EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);

  private OwnerOnly() {}

  /**
   * Makes an empty file that its owner alone may read and write, whatever the directory would give
   * it: on POSIX systems with mode 0600, on Windows with an access-control list of one entry.
   *
   * @throws FileAlreadyExistsException where there is one
   */
  public static void createFile(Path file) throws IOException {
    Set<String> views = file.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(READ_AND_WRITE));
      return;
    }
    Files.createFile(file);
    if (views.contains("acl")) {
      allow(Files.getOwner(file), file, Set.of());
    }
  }

  /**
   * Makes a directory that its owner alone may look into, and those above it as they usually are;
   * one that is there stays as it is.
   */
  public static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private static void createDirectory(Path directory) throws IOException {
    Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(EVERYTHING));
      return;
    }
    Files.createDirectory(directory);
    if (views.contains("acl")) {
      allow(Files.getOwner(directory), directory, INHERITED);
    }
  }

  private static void allow(UserPrincipal owner, Path path, Set<AclEntryFlag> flags)
      throws IOException {
    AclEntry everything =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(owner)
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .setFlags(flags)
            .build();
    Files.getFileAttributeView(path, AclFileAttributeView.class).setAcl(List.of(everything));
  }

  /**
   * Gives a file the owner of another one. A command that an administrator runs must not take the
   * file away from the gateway's user.
   *
   * @param like the file with the owner
   */
  public static void giveTheOwnerOf(Path like, Path file) throws IOException {
    UserPrincipal owner = Files.getOwner(like);
    if (owner.equals(Files.getOwner(file))) {
      return;
    }
    Files.setOwner(file, owner);
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      allow(owner, file, Set.of());
    }
  }

  /** Returns whether a POSIX system lets others than the owner read or change a file. */
  public static boolean isOpenToOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    return !READ_AND_WRITE.containsAll(withoutExecution(Files.getPosixFilePermissions(file)));
  }

  private static Set<PosixFilePermission> withoutExecution(Set<PosixFilePermission> permissions) {
    Set<PosixFilePermission> rest = EnumSet.noneOf(PosixFilePermission.class);
    rest.addAll(permissions);
    rest.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE));
    return rest;
  }
}
