package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.security.Authenticator;
import java.time.Clock;

/** How a test's web verticle is set up; what is not said is as it is by default. */
record WebSetup(
    WebLimits limits,
    int retained,
    HttpOptions options,
    Authenticator authenticator,
    AuditTrail trail,
    Clock clock) {
  static WebSetup of() {
    return new WebSetup(
        WebLimits.DEFAULT,
        1_000,
        new HttpOptions(),
        Authenticator.NOBODY_ASKED,
        AuditTrail.NONE,
        Clock.systemUTC());
  }

  WebSetup limits(WebLimits value) {
    return new WebSetup(value, retained, options, authenticator, trail, clock);
  }

  WebSetup retained(int value) {
    return new WebSetup(limits, value, options, authenticator, trail, clock);
  }

  WebSetup options(HttpOptions value) {
    return new WebSetup(limits, retained, value, authenticator, trail, clock);
  }

  WebSetup authenticator(Authenticator value) {
    return new WebSetup(limits, retained, options, value, trail, clock);
  }

  WebSetup trail(AuditTrail value) {
    return new WebSetup(limits, retained, options, authenticator, value, clock);
  }

  WebSetup clock(Clock value) {
    return new WebSetup(limits, retained, options, authenticator, trail, value);
  }

  WebSetup tls(TestCertificate certificate) {
    TlsOptions files =
        new TlsOptions()
            .setCertificate(certificate.file().toString())
            .setKey(certificate.key().toString());
    return options(new HttpOptions(options).setTls(files));
  }
}
