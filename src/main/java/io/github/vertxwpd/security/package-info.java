/**
 * Who somebody is and what they may do: tokens, JSON Web Tokens, browser sessions, and how often a
 * wrong credential may be tried.
 *
 * <p>Knows the model and its own options alone; it knows nothing of the requests that credentials
 * come with.
 */
package io.github.vertxwpd.security;
