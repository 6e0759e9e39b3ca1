/**
 * Who somebody is and what they may do: tokens, JSON Web Tokens, browser sessions, and how often a
 * wrong credential may be tried.
 *
 * <p>Knows the model and its own options alone; it knows nothing of HTTP.
 */
package io.github.vertxwpd.security;
