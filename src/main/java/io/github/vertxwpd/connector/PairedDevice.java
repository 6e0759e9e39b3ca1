package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.LinkState;
import java.util.Optional;

/**
 * A paired device as the provider sees it now.
 *
 * @param pnpId the id that Windows knows it by
 * @param link {@code CONNECTED}, {@code DISCONNECTED}, or {@code UNKNOWN} where the link cannot be
 *     read
 * @param name its friendly name, where the provider knows one now
 * @param manufacturer its manufacturer, where the provider knows it now
 * @param description its description, where the provider knows one now
 */
public record PairedDevice(
    String pnpId,
    LinkState link,
    Optional<String> name,
    Optional<String> manufacturer,
    Optional<String> description) {}
