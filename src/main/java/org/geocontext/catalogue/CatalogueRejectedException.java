package org.geocontext.catalogue;

import java.util.List;

/** An edit would cost entries of the catalogue; nothing was written. */
public final class CatalogueRejectedException extends CatalogueException {

    private static final long serialVersionUID = 1L;

    private final transient List<CatalogueProblem> problems;

    /** @param problems what the edit would bring, at least one */
    CatalogueRejectedException(List<CatalogueProblem> problems) {
        super(problems.get(0).message());
        this.problems = List.copyOf(problems);
    }

    public List<CatalogueProblem> problems() {
        return problems;
    }
}
