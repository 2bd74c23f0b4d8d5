package org.geocontext.geoserver;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.geotools.api.data.Parameter;
import org.geotools.process.ProcessException;
import org.geotools.util.Converters;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * The inputs of one execution as GeoServer reads them, when the first is asked for. A literal that GeoServer cannot
 * read becomes null there, which a process takes for "not given": here it is refused, and whatever else is wrong with
 * an input comes with its name and what is accepted.
 */
final class GivenInputs extends AbstractMap<String, @Nullable Object> {

    private static final String A_POINT =
            "a point, as in POINT(31.3963 -24.4561), in the format that its mimeType says";

    private final Map<String, @Nullable Object> inputs;
    private final Map<String, Parameter<?>> described;

    GivenInputs(Map<String, @Nullable Object> inputs, Map<String, Parameter<?>> described) {
        this.inputs = inputs;
        this.described = described;
    }

    /** @throws ProcessException naming an input that is missing or cannot be read */
    @Override
    public @Nullable Object get(@Nullable Object name) {
        Object value = read(name);
        Parameter<?> parameter = described.get(name);
        if (parameter == null) {
            return value;
        }
        if (value == null && parameter.minOccurs > 0) {
            throw new ProcessException(name + ": missing (expected: " + expected(parameter) + ")");
        }
        if (value == null && inputs.containsKey(name)) {
            throw unreadable(parameter, "");
        }
        if (value instanceof String text && Converters.convert(text, parameter.type) == null) {
            throw unreadable(parameter, text);
        }
        return value;
    }

    private @Nullable Object read(@Nullable Object name) {
        try {
            return inputs.get(name);
        } catch (RuntimeException e) {
            // GeoServer reads all inputs at once and says in the last word of its message which one it could not.
            String message = String.valueOf(e.getMessage());
            Parameter<?> parameter = described.get(message.substring(message.lastIndexOf(' ') + 1));
            if (parameter == null || e.getCause() == null) {
                throw e;
            }
            String detail = parameter.type.isEnum() ? "" : e.getCause().getMessage();
            throw unreadable(parameter, detail);
        }
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return inputs.entrySet();
    }

    private static ProcessException unreadable(Parameter<?> parameter, @Nullable String detail) {
        String shown = detail == null || detail.isBlank() ? "" : " (" + detail.strip() + ")";
        return new ProcessException(
                parameter.key + ": cannot be read" + shown + " (expected: " + expected(parameter) + ")");
    }

    private static String expected(Parameter<?> parameter) {
        Class<?> type = parameter.type;
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (Geometry.class.isAssignableFrom(type)) {
            return A_POINT;
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(type) ? "a number" : "a text";
    }
}
