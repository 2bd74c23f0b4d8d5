package org.geocontext.standalone.cli;

/** Counting in English. */
final class Words {

    private Words() {}

    /** As in {@code 1 row} and {@code 2 rows}. */
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
