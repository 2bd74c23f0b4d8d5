package org.geocontext.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.geocontext.catalogue.CatalogueProblem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What came out of reading a catalogue file.
 *
 * @param catalogue everything that could be loaded
 * @param problems in file order, those between entries last
 * @param document the file as read, with the entries that were left out: what an edit of the file has to start from, so
 *     that nothing is lost
 */
public record CatalogueLoad(
        Catalogue catalogue, List<CatalogueProblem> problems, Map<String, @Nullable Object> document) {

    public CatalogueLoad {
        problems = List.copyOf(problems);
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }

    /** The problems that cost an entry. */
    public List<CatalogueProblem> errors() {
        return of(Severity.ERROR);
    }

    public List<CatalogueProblem> warnings() {
        return of(Severity.WARNING);
    }

    private List<CatalogueProblem> of(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }

    /** Keys of the services that can only be asked one by one; no problem, but worth a look. */
    public List<String> servicesInNoGroup() {
        Set<String> held = catalogue.groups().stream()
                .flatMap(group -> group.serviceKeys().stream())
                .collect(Collectors.toSet());
        return catalogue.services().stream()
                .map(ServiceDefinition::key)
                .filter(key -> !held.contains(key))
                .toList();
    }

    /** Keys of the groups that no collection holds. */
    public List<String> groupsInNoCollection() {
        Set<String> held = catalogue.collections().stream()
                .flatMap(collection -> collection.groupKeys().stream())
                .collect(Collectors.toSet());
        return catalogue.groups().stream()
                .map(GroupDefinition::key)
                .filter(key -> !held.contains(key))
                .toList();
    }
}
