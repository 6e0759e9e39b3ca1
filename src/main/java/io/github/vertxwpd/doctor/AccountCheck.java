package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.github.vertxwpd.connector.wpd.WindowsSystem.Account;
import java.util.List;
import java.util.Optional;

/**
 * As whom this runs, and whether in the session of the services: what is found here holds for this
 * account alone.
 *
 * @param windows what is asked
 */
record AccountCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "session";
  private static final String LOCAL_SYSTEM = "S-1-5-18";

  /** LocalService, NetworkService, and the virtual accounts of services. */
  private static final List<String> SERVICES = List.of("S-1-5-19", "S-1-5-20", "S-1-5-80-");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    Optional<Account> account = windows.account();
    return List.of(
        account
            .map(
                found ->
                    finding(found)
                        .with("account", found.name())
                        .with("session", found.session())
                        .with("elevated", found.elevated()))
            .orElseGet(
                () -> Finding.skip(NAME, "Windows does not say as whom and where this runs")));
  }

  private static Finding finding(Account account) {
    String message = "session %d, account %s".formatted(account.session(), account.name());
    if (account.session() != 0) {
      return Finding.ok(
          NAME,
          message
              + ": a Windows service runs in session 0, as another account; run doctor there too");
    }
    if (account.sid().equals(LOCAL_SYSTEM)) {
      return Finding.warn(
          NAME,
          message + ": a gateway needs none of its rights",
          "let the service run as LocalService, as a virtual account (NT SERVICE\\<service>) or as"
              + " a user of its own, and see that `enumerate` is still ok");
    }
    return SERVICES.stream().anyMatch(account.sid()::startsWith)
        ? Finding.ok(NAME, message + ", one for services")
        : Finding.warn(
            NAME,
            message + ", which is none for services: it stops working when its password ends",
            "let the service run as LocalService or as a virtual account (NT SERVICE\\<service>), or"
                + " give this user a password that does not end");
  }
}
