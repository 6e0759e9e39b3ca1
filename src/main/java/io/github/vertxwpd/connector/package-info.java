/**
 * What a provider of portable devices implements, and the rules by which it is called.
 *
 * <p>A {@link io.github.vertxwpd.connector.ConnectorProvider} and everything it hands out belongs
 * to one thread, the apartment's: it is opened there, used there and closed there, one call at a
 * time. Only a {@link io.github.vertxwpd.connector.CompletionListener} and a {@link
 * io.github.vertxwpd.connector.ChangeListener} are called on other threads.
 */
package io.github.vertxwpd.connector;
