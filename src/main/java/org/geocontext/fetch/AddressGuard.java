package org.geocontext.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls away from addresses that a catalogue has no business with. It judges the address that is connected to,
 * not the name, so that no answer of a name server gets past it. Immutable.
 *
 * <p>Public addresses pass. Private and loopback ones pass for services marked {@code internal}. Link-local ones (the
 * cloud's metadata among them), multicast, unspecified, broadcast and reserved ones pass only if they are on the list
 * of allowed hosts. The list of denied hosts wins over everything. An IPv6 address that carries an IPv4 address
 * (mapped, compatible, NAT64, 6to4, ISATAP) is judged as both.
 */
final class AddressGuard {

    private static final List<AddressBlock> PRIVATE = AddressBlock.listOf(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "198.18.0.0/15",
            "127.0.0.0/8",
            "::1/128",
            "fc00::/7",
            "fec0::/10");

    /** RFC 6890 special purpose blocks, and the addresses at which clouds serve a machine's credentials. */
    private static final List<AddressBlock> RESERVED = AddressBlock.listOf(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "fe80::/10",
            "fd00:ec2::254/128",
            "fd20:ce::254/128",
            "ff00::/8",
            "100::/64",
            "2001::/32",
            "2001:db8::/32",
            "64:ff9b:1::/48");

    private static final AddressBlock NAT64 =
            AddressBlock.listOf("64:ff9b::/96").get(0);
    private static final AddressBlock SIX_TO_FOUR =
            AddressBlock.listOf("2002::/16").get(0);
    private static final List<AddressBlock> IPV4_AT_THE_END =
            AddressBlock.listOf("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96");

    private enum Kind {
        PUBLIC,
        PRIVATE,
        RESERVED
    }

    private final List<HostRule> allowed;
    private final List<HostRule> denied;

    AddressGuard(List<String> allowed, List<String> denied) {
        this.allowed = allowed.stream().map(HostRule::parse).toList();
        this.denied = denied.stream().map(HostRule::parse).toList();
    }

    /**
     * Why a host must not be called at a resolved address.
     *
     * @param host as in the URL
     * @param internal whether the service may be at a private or loopback address
     * @return a clause to follow the host's name, or null if it may be called
     */
    @Nullable
    String refusal(String host, InetAddress address, boolean internal) {
        String name = normalise(host);
        if (matches(denied, name, address)) {
            return "is on the list of denied hosts";
        }
        if (matches(allowed, name, address)) {
            return null;
        }
        return switch (kind(address)) {
            case PUBLIC -> null;
            case PRIVATE -> internal ? null : "is at a private or loopback address, and the service is not internal";
            case RESERVED -> "is at a link-local, multicast or reserved address";
        };
    }

    /**
     * Why a host must not be called through a proxy, which resolves names itself: literal addresses are judged as they
     * are, names by the lists and by what they say.
     *
     * @return as {@link #refusal}
     */
    @Nullable
    String refusalBehindProxy(String host, boolean internal) {
        String name = normalise(host);
        InetAddress literal = HostRule.findLiteral(name);
        if (literal != null) {
            return refusal(name, literal, internal);
        }
        if (denied.stream().anyMatch(rule -> rule.matchesName(name))) {
            return "is on the list of denied hosts";
        }
        if (allowed.stream().anyMatch(rule -> rule.matchesName(name))) {
            return null;
        }
        // The last label of a name is never a number (RFC 3696): some resolvers read 0x7f.1 as an address.
        if (name.matches("(.*\\.)?(\\d+|0x[0-9a-f]*)")) {
            return "is an odd way to write an address";
        }
        boolean local = !name.contains(".") || name.matches(".*\\.(localhost|local|internal|localdomain|home\\.arpa)");
        return local && !internal ? "is a name of the local network, and the service is not internal" : null;
    }

    private static boolean matches(List<HostRule> rules, String name, InetAddress address) {
        InetAddress embedded = findEmbedded(address);
        return rules.stream()
                .anyMatch(rule -> rule.matchesName(name)
                        || rule.matchesAddress(address)
                        || (embedded != null && rule.matchesAddress(embedded)));
    }

    private static Kind kind(InetAddress address) {
        InetAddress embedded = findEmbedded(address);
        Kind own = ownKind(address);
        Kind inner = embedded == null ? Kind.PUBLIC : ownKind(embedded);
        return own.compareTo(inner) >= 0 ? own : inner;
    }

    private static Kind ownKind(InetAddress address) {
        if (RESERVED.stream().anyMatch(block -> block.contains(address))) {
            return Kind.RESERVED;
        }
        return PRIVATE.stream().anyMatch(block -> block.contains(address)) ? Kind.PRIVATE : Kind.PUBLIC;
    }

    private static @Nullable InetAddress findEmbedded(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return null;
        }
        byte[] bytes = address.getAddress();
        if (SIX_TO_FOUR.contains(address)) {
            return ipv4(bytes, 2);
        }
        boolean isatap = (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == (byte) 0xFE;
        boolean atTheEnd =
                NAT64.contains(address) || IPV4_AT_THE_END.stream().anyMatch(block -> block.contains(address));
        return isatap || atTheEnd ? ipv4(bytes, 12) : null;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static String normalise(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
