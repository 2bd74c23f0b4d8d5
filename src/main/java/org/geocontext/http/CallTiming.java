package org.geocontext.http;

import java.time.Duration;
import java.time.Instant;

/**
 * When a call was made and how long it took.
 *
 * @param sentAt when it left its queue, or was given up in it
 * @param queued time spent waiting for a permit
 * @param total from being handed over until the outcome, queueing and retries included
 */
public record CallTiming(Instant sentAt, Duration queued, Duration total) {}
