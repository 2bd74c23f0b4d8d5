package org.geocontext.capabilities;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.geocontext.codec.LayerCapabilities;

/**
 * Finds layers by the names that a catalogue gives them: {@code ws:layer} is {@code layer} at the endpoint of a
 * workspace, and the other way round. Stateless.
 */
final class LayerNames {

    private LayerNames() {}

    /** Whether a name of a server's may be one of these. */
    static Predicate<String> anyOf(Collection<String> names) {
        Set<String> locals = new HashSet<>();
        names.forEach(name -> locals.add(local(name)));
        return name -> locals.contains(local(name));
    }

    /** The layer of that name; empty if there is none, or if without its prefix it may be one of several. */
    static Optional<LayerCapabilities> find(String name, List<LayerCapabilities> layers) {
        List<LayerCapabilities> nearly =
                layers.stream().filter(layer -> isNearly(name, layer.name())).toList();
        Optional<LayerCapabilities> same =
                nearly.stream().filter(layer -> layer.name().equals(name)).findFirst();
        return same.isPresent() || nearly.size() != 1 ? same : Optional.of(nearly.get(0));
    }

    private static boolean isNearly(String a, String b) {
        return a.equals(b) || local(a).equals(local(b)) && (isLocal(a) || isLocal(b));
    }

    private static boolean isLocal(String name) {
        return name.indexOf(':') < 0;
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
