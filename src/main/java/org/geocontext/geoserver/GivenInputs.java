package org.geocontext.geoserver;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.geotools.api.data.Parameter;
import org.geotools.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one execution as GeoServer reads them, lazily. A literal that GeoServer cannot read becomes null there,
 * which a process takes for "not given": here it is refused.
 */
final class GivenInputs extends AbstractMap<String, @Nullable Object> {

    private final Map<String, @Nullable Object> inputs;
    private final Map<String, Parameter<?>> described;
    private final Execution execution;

    GivenInputs(Map<String, @Nullable Object> inputs, Map<String, Parameter<?>> described, Execution execution) {
        this.inputs = inputs;
        this.described = described;
        this.execution = execution;
    }

    /** @throws ProcessException naming an input that was given and cannot be read */
    @Override
    public @Nullable Object get(@Nullable Object name) {
        execution.begin();
        Object value = inputs.get(name);
        Parameter<?> parameter = described.get(name);
        if (value == null && parameter != null && inputs.containsKey(name)) {
            throw new ProcessException(name + ": cannot be read (expected: " + expected(parameter.type) + ")");
        }
        return value;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return inputs.entrySet();
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(type) ? "a number" : "a " + type.getSimpleName();
    }
}
