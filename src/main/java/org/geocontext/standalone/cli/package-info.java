/**
 * The command line. Every command answers with an exit status: 0 for success, 1 for a negative answer, 2 for a mistake
 * of whoever typed it, told in one sentence on standard error.
 */
@NullMarked
package org.geocontext.standalone.cli;

import org.jspecify.annotations.NullMarked;
