package org.geocontext.fetch;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One entry of the lists of allowed and denied hosts. */
sealed interface HostRule {

    /** Whether a host name as it stands in a URL, in lower case, is meant. */
    boolean matchesName(String host);

    /** Whether an address is meant. */
    boolean matchesAddress(InetAddress address);

    /**
     * Reads an entry.
     *
     * @param text a host name, {@code *.} and a domain for everything below it, an address, or a CIDR block
     * @throws IllegalArgumentException if it is none of these
     */
    static HostRule parse(String text) {
        String entry = text.trim().toLowerCase(Locale.ROOT);
        AddressBlock block = AddressBlock.find(entry);
        if (block != null) {
            return new Block(block);
        }
        if (!Name.SYNTAX.matcher(entry).matches()) {
            throw new IllegalArgumentException(
                    "host: " + text + " (expected: a host name, *.domain, an address or a CIDR block)");
        }
        return new Name(entry);
    }

    /** The address that a host is written as, or null if it is a name. */
    static @Nullable InetAddress findLiteral(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return NetUtil.createInetAddressFromIpAddressString(bare);
    }

    /** A name, or everything below a domain. */
    record Name(String pattern) implements HostRule {

        private static final Pattern SYNTAX = Pattern.compile("(\\*\\.)?([a-z0-9_][a-z0-9_-]*\\.)*[a-z_][a-z0-9_-]*");

        @Override
        public boolean matchesName(String host) {
            return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
        }

        @Override
        public boolean matchesAddress(InetAddress address) {
            return false;
        }
    }

    /** An address block. */
    record Block(AddressBlock block) implements HostRule {

        @Override
        public boolean matchesName(String host) {
            InetAddress literal = findLiteral(host);
            return literal != null && block.contains(literal);
        }

        @Override
        public boolean matchesAddress(InetAddress address) {
            return block.contains(address);
        }
    }
}
