package org.geocontext.cache;

/**
 * That features of a layer were seen to overlap.
 *
 * @param service whose answer showed it
 * @param seenAt milliseconds of the epoch
 */
record Overlap(String service, long seenAt) {}
