package org.geocontext.catalogue;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From what the file says to the secret itself: encrypted values first, then {@code ${env:NAME}} anywhere in it. */
final class SecretResolver {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]*)}");

    private final Function<String, @Nullable String> environment;
    private final SecretDecoder decoder;

    SecretResolver(Function<String, @Nullable String> environment, SecretDecoder decoder) {
        this.environment = environment;
        this.decoder = decoder;
    }

    /** @throws IllegalArgumentException if that is impossible; the message names no secret */
    String resolve(String value) {
        String plain = decoder.isEncrypted(value) ? decoder.decrypt(value) : value;
        return VARIABLE.matcher(plain).replaceAll(this::variable);
    }

    private String variable(MatchResult match) {
        String content = environment.apply(match.group(1));
        if (content == null) {
            throw new IllegalArgumentException("the environment variable " + match.group(1) + " is not set");
        }
        return Matcher.quoteReplacement(content);
    }
}
