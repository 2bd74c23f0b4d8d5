package org.geocontext.catalogue;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The three lists of a catalogue file. */
public enum EntryKind {
    SERVICE("services", null),
    GROUP("groups", SERVICE),
    COLLECTION("collections", GROUP);

    private final String plural;
    private final @Nullable EntryKind members;

    EntryKind(String plural, @Nullable EntryKind members) {
        this.plural = plural;
        this.members = members;
    }

    /** The list's name in the file, as in {@code service}. */
    public String word() {
        return plural.substring(0, plural.length() - 1);
    }

    /** As in {@code services}. */
    public String plural() {
        return plural;
    }

    /** What its entries hold; empty for services. */
    public Optional<EntryKind> members() {
        return Optional.ofNullable(members);
    }

    /** The field that lists the members of its entries, as in {@code service_keys}; empty for services. */
    public Optional<String> memberField() {
        return members().map(kind -> kind.word() + "_keys");
    }

    /** What its entries may be held by; empty for collections. */
    public Optional<EntryKind> holders() {
        return Arrays.stream(values()).filter(kind -> kind.members == this).findFirst();
    }
}
