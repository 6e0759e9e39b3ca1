/** The certificate that HTTPS is served with: read, checked, and read again when it changes. */
package io.github.vertxwpd.web.tls;
