package org.geocontext.host;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands every test the one {@link HostUnderTest} of this run. */
final class HostExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HostUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(HostExtension.class))
                .getOrComputeIfAbsent(HostUnderTest.class, type -> open(), HostUnderTest.class);
    }

    private static HostUnderTest open() {
        try {
            return HostUnderTest.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
