package org.geocontext.catalogue;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
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

    /** What {@link #resolve} puts in that did not stand in the file: contents of variables, and decrypted values. */
    Set<String> secretsIn(String value) {
        boolean encrypted = decoder.isEncrypted(value);
        String plain = encrypted ? decoder.decrypt(value) : value;
        Set<String> secrets = new HashSet<>();
        if (encrypted) {
            secrets.add(plain);
        }
        VARIABLE.matcher(plain)
                .results()
                .map(match -> environment.apply(match.group(1)))
                .filter(Objects::nonNull)
                .forEach(secrets::add);
        return secrets;
    }

    private String variable(MatchResult match) {
        String content = environment.apply(match.group(1));
        if (content == null) {
            throw new IllegalArgumentException("the environment variable " + match.group(1) + " is not set");
        }
        return Matcher.quoteReplacement(content);
    }
}
