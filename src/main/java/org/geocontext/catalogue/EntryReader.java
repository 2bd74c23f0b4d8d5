package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.geocontext.catalogue.CatalogueProblem.Severity;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonNumber;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of one entry; what does not fit is reported and replaced by the field's default. */
final class EntryReader {

    private static final int SHOWN = 120;

    private final String kind;
    private final String key;
    private final Map<String, @Nullable Object> raw;
    private final Consumer<CatalogueProblem> problems;
    private boolean failed;

    EntryReader(String kind, String key, Map<String, @Nullable Object> raw, Consumer<CatalogueProblem> problems) {
        this.kind = kind;
        this.key = key;
        this.raw = raw;
        this.problems = problems;
    }

    Map<String, @Nullable Object> raw() {
        return raw;
    }

    String key() {
        return key;
    }

    /** Whether an error was reported, so that the entry has to be left out. */
    boolean failed() {
        return failed;
    }

    @Nullable
    Object value(Field field) {
        return raw.get(field.name());
    }

    /** Trimmed; null if absent or blank. */
    @Nullable
    String text(Field.Text field) {
        Object value = value(field);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            if (!field.numbers()) {
                warn(field, value, "taken as text");
            }
            return number.text();
        }
        if (!(value instanceof String text)) {
            warn(field, value, "ignored");
            return null;
        }
        return text.isBlank() ? null : text.strip();
    }

    /** As {@link #text(Field.Text)} where blanks around the text are a mistake that matters to servers. */
    String name(Field.Text field) {
        String text = text(field);
        if (text != null && value(field) instanceof String written && !written.equals(text)) {
            warn(field, written, "taken without the blanks around it", "no blanks around it");
        }
        return text == null ? "" : text;
    }

    /** The key where there is none. */
    String title() {
        String name = text(Fields.NAME);
        if (name == null) {
            warn(Fields.NAME, value(Fields.NAME), "the key is shown", "a title");
        }
        return name == null ? key : name;
    }

    /** Empty where there is none. */
    String description() {
        String description = text(Fields.DESCRIPTION);
        return description == null ? "" : description;
    }

    @Nullable
    Double decimal(Field.Decimal field) {
        Object value = value(field);
        if (value == null) {
            return field.otherwise();
        }
        JsonNumber number = number(field, value);
        if (number == null || !within(number.doubleValue(), field.min(), field.max())) {
            warn(field, value, assumed(field.otherwise()));
            return field.otherwise();
        }
        return number.doubleValue();
    }

    @Nullable
    Integer whole(Field.Whole field) {
        Object value = value(field);
        if (value == null) {
            return field.otherwise();
        }
        JsonNumber number = number(field, value);
        if (number == null || !number.isInt() || !within(number.doubleValue(), field.min(), field.max())) {
            warn(field, value, assumed(field.otherwise()));
            return field.otherwise();
        }
        return number.intValue();
    }

    private @Nullable JsonNumber number(Field field, Object value) {
        if (value instanceof JsonNumber number) {
            return number;
        }
        if (value instanceof String text) {
            try {
                JsonNumber number = JsonNumber.of(text.strip());
                warn(field, value, "read as a number");
                return number;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }

    private static boolean within(double value, double min, double max) {
        return value >= min && value <= max;
    }

    private static String assumed(@Nullable Number otherwise) {
        return otherwise == null ? "ignored" : "taken as " + Field.plain(otherwise.doubleValue());
    }

    boolean flag(Field.Flag field) {
        Object value = value(field);
        if (value == null) {
            return field.otherwise();
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        warn(field, value, "taken as " + field.otherwise());
        return field.otherwise();
    }

    /** The accepted word; null if absent and without default. */
    @Nullable
    String choice(Field.Choice field) {
        Object value = value(field);
        if (value == null) {
            return field.otherwise();
        }
        Optional<String> word = word(field, value);
        if (word.isPresent()) {
            if (!word.get().equals(value)) {
                warn(field, value, "taken as " + word.get());
            }
            return word.get();
        }
        warn(field, value, field.otherwise() == null ? "ignored" : "taken as " + field.otherwise());
        return field.otherwise();
    }

    /** As {@link #choice}, where nothing may be assumed in place of an unknown word. */
    @Nullable
    String choiceOrError(Field.Choice field) {
        Object value = value(field);
        if (value != null && word(field, value).isEmpty()) {
            error(field, value);
            return null;
        }
        return choice(field);
    }

    private static Optional<String> word(Field.Choice field, Object value) {
        return value instanceof String text
                ? field.words().stream()
                        .filter(word -> word.equalsIgnoreCase(text.strip()))
                        .findFirst()
                : Optional.empty();
    }

    /** Texts and numbers as texts; null if absent or not a list. */
    @Nullable
    List<String> textsAndNumbers(Field.Special field) {
        Object value = value(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> elements) || !elements.stream().allMatch(EntryReader::isScalar)) {
            warn(field, value, "ignored");
            return null;
        }
        return elements.stream().map(String::valueOf).toList();
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof String || value instanceof JsonNumber;
    }

    /** In file order; values that are no scalars are reported and left out. */
    Map<String, String> textMap(Field.TextMap field) {
        Object value = value(field);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> members)) {
            warn(field, field.secret() ? null : value, "ignored");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            if (isScalar(member) || member instanceof Boolean) {
                texts.put(String.valueOf(name), String.valueOf(member));
            } else {
                warn(field, field.secret() ? name : member, "left out for \"" + name + "\"");
            }
        });
        return texts;
    }

    /**
     * The roles. Whatever cannot be understood here costs the entry: a catalogue must not show to everybody what was
     * meant for some.
     */
    Set<String> roles() {
        Object value = value(Fields.ROLES);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof List<?> elements)) {
            error(Fields.ROLES, value);
            return Set.of();
        }
        Set<String> roles = new LinkedHashSet<>();
        for (Object element : elements) {
            if (element instanceof String role && !role.isBlank()) {
                roles.add(role.strip());
            } else {
                error(Fields.ROLES, element);
            }
        }
        return roles;
    }

    /** Members that are texts, duplicates reported and left out; what is no list costs the entry. */
    List<String> members(Field.Texts field) {
        Object value = value(field);
        if (value == null || value.equals(List.of())) {
            warn(field, value, "left empty", "a list of keys");
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            error(field, value);
            return List.of();
        }
        Set<String> members = new LinkedHashSet<>();
        for (Object element : elements) {
            if (!(element instanceof String member)) {
                warn(field, element, "left out");
            } else if (!members.add(member)) {
                warn(field, member, "left out the second time", "every key once");
            }
        }
        return new ArrayList<>(members);
    }

    void warn(Field field, @Nullable Object value, String consequence) {
        warn(field, value, consequence, field.accepted());
    }

    void warn(Field field, @Nullable Object value, String consequence, String accepted) {
        report(Severity.WARNING, field, value, consequence, accepted);
    }

    void error(Field field, @Nullable Object value) {
        error(field, value, "left out", field.accepted());
    }

    void error(Field field, @Nullable Object value, String reason, String accepted) {
        failed = true;
        report(Severity.ERROR, field, value, reason, accepted);
    }

    private void report(Severity severity, Field field, @Nullable Object value, String consequence, String accepted) {
        boolean shown = !(field instanceof Field.Secret);
        String text = shown && (value != null || raw.containsKey(field.name())) ? shown(value) : null;
        String subject = text != null ? text : raw.containsKey(field.name()) ? "as given" : "missing";
        problems.accept(new CatalogueProblem(
                severity,
                kind,
                key,
                field.name(),
                text,
                field.name() + ": " + subject + ", " + consequence + " (expected: " + accepted + ")"));
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof String written && !written.isBlank() ? written : Json.write(value, false);
        String safe = Secrets.redact(text).replaceAll("\\p{Cntrl}", " ");
        return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "...";
    }
}
