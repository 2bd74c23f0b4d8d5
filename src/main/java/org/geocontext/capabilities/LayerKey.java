package org.geocontext.capabilities;

import java.util.Map;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Secrets;

/**
 * A layer and the way its server is asked: services with equal keys are told the same. What is told to those who log in
 * is for them alone, so the credentials belong to it.
 */
record LayerKey(
        QueryType type,
        String url,
        String layer,
        Map<String, String> parameters,
        Map<String, String> headers,
        Credentials credentials,
        boolean internal) {

    static LayerKey of(ServiceDefinition service) {
        return new LayerKey(
                service.type(),
                service.url(),
                service.layer(),
                service.parameters(),
                service.headers(),
                service.credentials(),
                service.internal());
    }

    /** Whether a secret is part of it, or may be: then it is kept in memory only. */
    boolean isSecret() {
        return credentials.scheme() != Credentials.Scheme.NONE
                || !headers.isEmpty()
                || isSecret(url)
                || parameters.entrySet().stream()
                        .anyMatch(pair -> isSecret("?" + pair.getKey() + "=" + pair.getValue()));
    }

    private static boolean isSecret(String text) {
        return !Secrets.redact(text).equals(text);
    }

    /** Type and layer; nothing that could hold a secret. */
    @Override
    public String toString() {
        return "LayerKey[" + type + " " + layer + "]";
    }
}
