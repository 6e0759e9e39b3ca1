package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.Hresult;

/**
 * One call of {@code IConnectionRequestCallback::OnComplete}.
 *
 * @param status the status of the request to connect or disconnect
 * @param ordinal 1 for the first completion of its request, 2 for the second
 */
public record Completion(Hresult status, int ordinal) {}
