package io.github.vertxwpd.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files that their owner alone may read and write. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> READ_AND_WRITE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnerOnly() {}

  /**
   * Makes an empty file that its owner alone may read and write, whatever the directory would give
   * it: on POSIX systems with mode 0600, on Windows with an access-control list of one entry.
   */
  static void create(Path file) throws IOException {
    Set<String> views = file.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(READ_AND_WRITE));
      return;
    }
    Files.createFile(file);
    if (views.contains("acl")) {
      allow(Files.getOwner(file), file);
    }
  }

  private static void allow(UserPrincipal owner, Path file) throws IOException {
    AclEntry everything =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(owner)
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .build();
    Files.getFileAttributeView(file, AclFileAttributeView.class).setAcl(List.of(everything));
  }

  /**
   * Gives a file the owner of another one. A command that an administrator runs must not take the
   * file away from the gateway's user.
   *
   * @param like the file with the owner
   */
  static void giveTheOwnerOf(Path like, Path file) throws IOException {
    UserPrincipal owner = Files.getOwner(like);
    if (owner.equals(Files.getOwner(file))) {
      return;
    }
    Files.setOwner(file, owner);
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      allow(owner, file);
    }
  }

  /** Returns whether a POSIX system lets others than the owner read or change a file. */
  static boolean isOpenToOthers(Path file) throws IOException {
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
