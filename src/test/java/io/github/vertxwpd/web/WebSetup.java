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
    Clock clock,
    WebListener listener) {
  static WebSetup of() {
    return new WebSetup(
        WebLimits.DEFAULT,
        1_000,
        new HttpOptions(),
        Authenticator.NOBODY_ASKED,
        AuditTrail.NONE,
        Clock.systemUTC(),
        WebListener.NONE);
  }

  WebSetup limits(WebLimits value) {
    return new WebSetup(value, retained, options, authenticator, trail, clock, listener);
  }

  WebSetup retained(int value) {
    return new WebSetup(limits, value, options, authenticator, trail, clock, listener);
  }

  WebSetup options(HttpOptions value) {
    return new WebSetup(limits, retained, value, authenticator, trail, clock, listener);
  }

  WebSetup authenticator(Authenticator value) {
    return new WebSetup(limits, retained, options, value, trail, clock, listener);
  }

  WebSetup trail(AuditTrail value) {
    return new WebSetup(limits, retained, options, authenticator, value, clock, listener);
  }

  WebSetup clock(Clock value) {
    return new WebSetup(limits, retained, options, authenticator, trail, value, listener);
  }

  WebSetup listener(WebListener value) {
    return new WebSetup(limits, retained, options, authenticator, trail, clock, value);
  }

  WebSetup tls(TestCertificate certificate) {
    TlsOptions files =
        new TlsOptions()
            .setCertificate(certificate.file().toString())
            .setKey(certificate.key().toString());
    return options(new HttpOptions(options).setTls(files));
  }
}
