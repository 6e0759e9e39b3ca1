/** Files that hold what is not everybody's. Knows nobody. */
package io.github.vertxwpd.file;
