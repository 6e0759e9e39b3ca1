package io.github.vertxwpd.doctor;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.security.JwtSettings;
import io.github.vertxwpd.web.Exposure;
import java.util.List;

/**
 * Whether it is safe to listen where the configuration says: what {@code run} would refuse, in the
 * same words.
 *
 * @param http where
 * @param security who may come in
 */
record ExposureCheck(HttpOptions http, SecurityOptions security) implements Check {
  private static final String NAME = "exposure";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(finding());
  }

  private Finding finding() {
    if (!http.isEnabled()) {
      return Finding.skip(NAME, "http.enabled is false: nothing listens");
    }
    boolean authenticated;
    try {
      authenticated = JwtSettings.areComplete(security.getJwt()) || !security.getTokens().isEmpty();
      Exposure.check(http, authenticated);
      Exposure.checkOrigins(http);
    } catch (IllegalArgumentException e) {
      return Finding.error(
          NAME, e.getMessage(), "set the keys that are named here: `run` refuses to start without");
    }
    return Finding.ok(
        NAME,
        authenticated
            ? http.getHost() + ": everybody is asked for a token"
            : http.getHost() + ": this machine alone, where everybody may command devices");
  }
}
