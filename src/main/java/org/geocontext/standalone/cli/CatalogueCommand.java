package org.geocontext.standalone.cli;

import picocli.CommandLine.Command;

/** What is done with a catalogue file. */
@Command(
        name = "catalogue",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks, tries and converts catalogue files.")
final class CatalogueCommand {}
