package org.geocontext.fetch;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A CIDR block (RFC 4632) of IPv4 or IPv6 addresses; a single address is a block of one. Immutable. */
final class AddressBlock {

    private final byte[] network;
    private final int prefix;

    private AddressBlock(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a bare address; null if the text is none of these. */
    static @Nullable AddressBlock find(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] network = NetUtil.createByteArrayFromIpAddressString(address);
        if (network == null) {
            return null;
        }
        int bits = network.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
        return prefix < 0 || prefix > bits ? null : new AddressBlock(network, prefix);
    }

    static List<AddressBlock> listOf(String... texts) {
        return Stream.of(texts).map(AddressBlock::get).toList();
    }

    private static AddressBlock get(String text) {
        AddressBlock block = find(text);
        if (block == null) {
            throw new IllegalArgumentException("address block: " + text + " (expected: CIDR notation)");
        }
        return block;
    }

    private static int prefix(String digits) {
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }

    /** Whether the address is in the block; never for an address of the other family. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = prefix - bit >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - (prefix - bit));
            if (((bytes[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
