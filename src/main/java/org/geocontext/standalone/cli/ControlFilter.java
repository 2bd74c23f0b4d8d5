package org.geocontext.standalone.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Puts a blank in place of every ASCII control but tab and line ends. Bytes of UTF-8 pass: none of them is one. */
final class ControlFilter extends FilterOutputStream {

    ControlFilter(OutputStream target) {
        super(target);
    }

    @Override
    public void write(int b) throws IOException {
        boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n' || b == 0x7F;
        out.write(control ? ' ' : b);
    }
}
