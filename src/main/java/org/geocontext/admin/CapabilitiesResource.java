package org.geocontext.admin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.catalogue.ServiceDefinition;

/** {@code /capabilities}: what is on a server, as services that the catalogue could have. */
final class CapabilitiesResource implements RestResource {

    private final RestHost host;

    CapabilitiesResource(RestHost host) {
        this.host = host;
    }

    @Override
    public String topic() {
        return "capabilities";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(new RestOperation("POST", "/capabilities", Access.ADMINISTER, this::browse));
    }

    private CompletionStage<RestReply> browse(RestRequest request) throws RestException {
        BrowseRequest wanted = BrowseRequest.of(request);
        return CapabilitiesBrowser.browse(host.engine(), wanted).handle((listing, failure) -> {
            if (failure == null) {
                return RestReply.json(200, listing.tree(wanted, new FreeKeys(keys())));
            }
            Throwable cause = CapabilitiesBrowser.cause(failure);
            throw new CompletionException(cause instanceof BrowseFailure told ? told.toRest() : cause);
        });
    }

    private Set<String> keys() {
        return host.catalogue().get().services().stream()
                .map(ServiceDefinition::key)
                .collect(Collectors.toSet());
    }
}
