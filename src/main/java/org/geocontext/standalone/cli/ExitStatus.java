package org.geocontext.standalone.cli;

/** What a command tells the shell. */
final class ExitStatus {

    static final int OK = 0;
    /** It was done, and the answer is no: no service answered, the catalogue has errors. */
    static final int NEGATIVE = 1;
    /** It was not done, because of what was typed or named. */
    static final int MISTAKE = 2;
    /** A bug. */
    static final int BROKEN = 3;

    private ExitStatus() {}
}
