/**
 * What the documents say, for tests to hold against what the gateway does. Nothing of it is a test
 * of the gateway: its own tests are checked by it in passing.
 */
package io.github.vertxwpd.documents;
