package org.geocontext.standalone.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.geocontext.geo.Crs;
import org.geocontext.standalone.web.KeyValues;

/** The parameters of a map request, read as numbers, lists and CRSs. Names are case-insensitive. */
record Parameters(KeyValues values) {

    /** The first value that is not blank. */
    Optional<String> find(String name) {
        return values.all(name).stream().filter(value -> !value.isBlank()).findFirst();
    }

    String get(String name) throws FaultException {
        return find(name).orElseThrow(() -> FaultException.missing(name));
    }

    List<String> list(String name) throws FaultException {
        return Arrays.stream(get(name).split(",")).map(String::trim).toList();
    }

    int whole(String name) throws FaultException {
        String text = get(name);
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw FaultException.invalid(name, text, "a whole number");
        }
    }

    int whole(String name, int otherwise) throws FaultException {
        return find(name).isPresent() ? whole(name) : otherwise;
    }

    static double number(String name, String text) throws FaultException {
        try {
            double number = Double.parseDouble(text.trim());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same complaint.
        }
        throw FaultException.invalid(name, text, "a number");
    }

    static Crs crs(String name, String text, String code) throws FaultException {
        return Crs.find(text)
                .orElseThrow(() -> new FaultException(code, name, name + ": " + text + " is not served here"));
    }
}
