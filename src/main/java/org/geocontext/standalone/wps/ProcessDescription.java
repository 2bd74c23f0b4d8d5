package org.geocontext.standalone.wps;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * What a process is called, takes and gives, read from the GeoTools annotations of its class, from which GeoServer
 * describes it too.
 *
 * @param identifier as in {@code geocontext:Query}
 */
record ProcessDescription(
        String identifier, String title, String description, String version, List<Input> inputs, Output output) {

    private static final String NAME_SUFFIX = "Process";

    /** What a value is on the wire. */
    enum Kind {
        GEOMETRY("geometry"),
        STRING("string"),
        DOUBLE("double"),
        BOOLEAN("boolean");

        private final String xsdType;

        Kind(String xsdType) {
            this.xsdType = xsdType;
        }

        /** Of XML Schema, without prefix; meaningless for a geometry. */
        String xsdType() {
            return xsdType;
        }
    }

    /**
     * @param maxOccurs {@link Integer#MAX_VALUE} for any number
     * @param defaultValue null if there is none to tell
     * @param allowed the words accepted; empty for any
     * @param minimum of a number; null for none
     * @param maximum of a number; null for none
     */
    record Input(
            String name,
            String description,
            Kind kind,
            int minOccurs,
            int maxOccurs,
            @Nullable String defaultValue,
            List<String> allowed,
            @Nullable Double minimum,
            @Nullable Double maximum) {}

    record Output(String name, String description) {}

    ProcessDescription {
        inputs = List.copyOf(inputs);
    }

    /**
     * Reads the annotations of a class.
     *
     * @param namespace as in {@code geocontext}
     * @throws IllegalArgumentException if the class or its {@code execute} method lacks them, or has an input of a type
     *     unknown here
     */
    static ProcessDescription of(String namespace, Class<?> process) {
        DescribeProcess about = process.getAnnotation(DescribeProcess.class);
        Method execute = Arrays.stream(process.getMethods())
                .filter(method -> method.isAnnotationPresent(DescribeResult.class))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "process: " + process.getName() + " (expected: a method with @DescribeResult)"));
        if (about == null) {
            throw new IllegalArgumentException("process: " + process.getName() + " (expected: @DescribeProcess)");
        }
        DescribeResult result = execute.getAnnotation(DescribeResult.class);
        String name = process.getSimpleName();
        String local = name.endsWith(NAME_SUFFIX) ? name.substring(0, name.length() - NAME_SUFFIX.length()) : name;
        return new ProcessDescription(
                namespace + ":" + local,
                about.title(),
                about.description(),
                about.version(),
                inputs(execute),
                new Output(result.name(), result.description()));
    }

    private static List<Input> inputs(Method execute) {
        List<Input> inputs = new ArrayList<>();
        for (Parameter parameter : execute.getParameters()) {
            DescribeParameter about = parameter.getAnnotation(DescribeParameter.class);
            if (about != null) {
                inputs.add(input(about, parameter.getType()));
            }
        }
        return inputs;
    }

    private static Input input(DescribeParameter about, Class<?> declared) {
        Class<?> type = declared.isArray() ? declared.getComponentType() : declared;
        List<String> allowed = type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Object::toString).toList()
                : List.of();
        return new Input(
                about.name(),
                about.description(),
                kind(about.name(), type),
                about.min() < 0 ? 1 : about.min(),
                about.max() < 0 ? 1 : about.max(),
                about.defaultValue().equals(DescribeParameter.DEFAULT_NULL) ? null : about.defaultValue(),
                allowed,
                finite(about.minValue()),
                finite(about.maxValue()));
    }

    private static Kind kind(String name, Class<?> type) {
        if (Geometry.class.isAssignableFrom(type)) {
            return Kind.GEOMETRY;
        } else if (type == String.class || type.isEnum()) {
            return Kind.STRING;
        } else if (type == Double.class) {
            return Kind.DOUBLE;
        } else if (type == Boolean.class) {
            return Kind.BOOLEAN;
        }
        throw new IllegalArgumentException(
                "input " + name + ": " + type.getName() + " (expected: Geometry, String, Double, Boolean or an enum)");
    }

    private static @Nullable Double finite(double bound) {
        return Double.isFinite(bound) ? bound : null;
    }

    Optional<Input> findInput(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }
}
