/**
 * Benchmarks. They measure and print ratios against a baseline in the same run; nothing here is
 * part of the product.
 */
package io.github.vertxwpd.bench;
