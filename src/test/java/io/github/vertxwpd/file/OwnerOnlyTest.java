package io.github.vertxwpd.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On file systems in memory, of which one has POSIX permissions and one has Windows' lists. */
class OwnerOnlyTest {
  private final FileSystem posix =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix").build());
  private final FileSystem windows =
      Jimfs.newFileSystem(
          Configuration.windows().toBuilder().setAttributeViews("basic", "owner", "acl").build());

  private static Path file(FileSystem system, String name) throws Exception {
    Path directory = Files.createDirectories(system.getPath("conf").toAbsolutePath());
    return directory.resolve(name);
  }

  private static UserPrincipal user(FileSystem system, String name) throws Exception {
    return system.getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  private static AclEntry onlyEntry(Path file) throws Exception {
    var entries = Files.getFileAttributeView(file, AclFileAttributeView.class).getAcl();
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  @Test
  void onPosixTheModeIs0600() throws Exception {
    Path file = file(posix, "tokens.json");
    OwnerOnly.createFile(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(OwnerOnly.isOpenToOthers(file)).isFalse();
  }

  @Test
  void onWindowsTheListHasTheOwnerAlone() throws Exception {
    Path file = file(windows, "tokens.json");
    OwnerOnly.createFile(file);

    AclEntry entry = onlyEntry(file);
    assertThat(entry.type()).isEqualTo(AclEntryType.ALLOW);
    assertThat(entry.principal()).isEqualTo(Files.getOwner(file));
    assertThat(entry.permissions())
        .contains(AclEntryPermission.READ_DATA, AclEntryPermission.WRITE_DATA);
    assertThat(OwnerOnly.isOpenToOthers(file)).isFalse();
  }

  @Test
  void aDirectoryIsItsOwnersAloneAndThoseAboveItAreAsUsual() throws Exception {
    Path directory = file(posix, "data").resolve("audit");
    Path usual = Files.createDirectory(file(posix, "usual"));
    OwnerOnly.createDirectories(directory);
    OwnerOnly.createDirectories(directory);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(Files.getPosixFilePermissions(directory.getParent()))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void whatIsMadeInADirectoryOnWindowsIsItsOwnersToo() throws Exception {
    Path directory = file(windows, "audit");
    OwnerOnly.createDirectories(directory);

    assertThat(onlyEntry(directory).flags())
        .containsOnly(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
  }

  @Test
  void aFileThatIsThereIsNotTaken() throws Exception {
    Path file = Files.writeString(file(posix, "tokens.json"), "old");

    assertThatThrownBy(() -> OwnerOnly.createFile(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, false",
    "r--------, false",
    "rwx------, false",
    "rw-r-----, true",
    "rw----r--, true",
    "rw--w----, true",
    "rw-----w-, true",
    "rw-rw-rw-, true"
  })
  void whatOthersMayReadOrChangeIsNoticed(String mode, boolean open) throws Exception {
    Path file = Files.createFile(file(posix, "tokens.json"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThat(OwnerOnly.isOpenToOthers(file)).isEqualTo(open);
  }

  @Test
  void whatAnAdministratorWritesStaysTheGatewaysOnPosix() throws Exception {
    Path tokens = Files.createFile(file(posix, "tokens.json"));
    Files.setOwner(tokens, user(posix, "gateway"));
    Path replacement = file(posix, "replacement");
    OwnerOnly.createFile(replacement);
    OwnerOnly.giveTheOwnerOf(tokens, replacement);

    assertThat(Files.getOwner(replacement).getName()).isEqualTo("gateway");
    assertThat(OwnerOnly.isOpenToOthers(replacement)).isFalse();
  }

  @Test
  void whatAnAdministratorWritesStaysTheGatewaysOnWindows() throws Exception {
    Path tokens = Files.createFile(file(windows, "tokens.json"));
    Files.setOwner(tokens, user(windows, "gateway"));
    Path replacement = file(windows, "replacement");
    OwnerOnly.createFile(replacement);
    OwnerOnly.giveTheOwnerOf(tokens, replacement);

    assertThat(Files.getOwner(replacement).getName()).isEqualTo("gateway");
    assertThat(onlyEntry(replacement).principal().getName()).isEqualTo("gateway");
  }
}
