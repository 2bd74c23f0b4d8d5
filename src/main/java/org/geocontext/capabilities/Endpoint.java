package org.geocontext.capabilities;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.codec.Capabilities;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Origin;
import org.geocontext.source.ServerDescription;
import org.jspecify.annotations.Nullable;

/** A server's description and the layers that are looked for in it. Not thread-safe. */
final class Endpoint {

    private final List<HttpCall> calls;
    private final Map<LayerRecord, String> names = new LinkedHashMap<>();
    private boolean underWay;
    private int failures;
    private Instant notBefore = Instant.MIN;

    Endpoint(ServerDescription description) {
        calls = description.calls();
    }

    void add(LayerRecord layer, String name) {
        names.put(layer, name);
    }

    Map<LayerRecord, String> layers() {
        return names;
    }

    /** The call to be made after so many that were not understood; null if there is no other. */
    @Nullable
    HttpCall call(int attempt) {
        return attempt < calls.size() ? calls.get(attempt) : null;
    }

    boolean isUnderWay() {
        return underWay;
    }

    void setUnderWay(boolean asking) {
        underWay = asking;
    }

    /** How often it failed since it last succeeded. */
    int failures() {
        return failures;
    }

    /** Not to be asked again before that. */
    void failed(Instant next) {
        failures++;
        notBefore = next;
        names.keySet().forEach(layer -> layer.postpone(next));
    }

    void succeeded() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    Instant notBefore() {
        return notBefore;
    }

    /** The layer of that name; an empty name is the service as a whole. */
    static Optional<LayerCapabilities> find(String name, Capabilities said) {
        return name.isEmpty()
                ? Optional.of(new LayerCapabilities(name, said.title(), said.extent(), List.of(), said.formats(), true))
                : LayerNames.find(name, said.layers());
    }

    Origin origin() {
        return calls.get(0).origin();
    }

    @Override
    public String toString() {
        return calls.get(0).displayUrl();
    }
}
