package org.geocontext.standalone;

import org.geocontext.standalone.cli.Console;
import org.geocontext.standalone.cli.GeoContextCommand;

/** The program: {@code java -jar geocontext.jar <command>}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(GeoContextCommand.run(Console.system(), arguments));
    }
}
