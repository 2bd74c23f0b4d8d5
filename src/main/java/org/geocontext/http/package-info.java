/**
 * What is sent and what comes back: calls, replies, failures, deadlines. Values only; nothing here opens a connection.
 */
@NullMarked
package org.geocontext.http;

import org.jspecify.annotations.NullMarked;
