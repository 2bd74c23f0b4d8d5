package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks are those of RFC 6890 and of the IANA special-purpose address registries. */
class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(List.of(), List.of());

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, public",
        "1.1.1.1, public",
        "172.15.255.255, public",
        "172.32.0.0, public",
        "100.63.255.255, public",
        "2606:4700:4700::1111, public",
        "64:ff9b::808:808, public",
        "2002:808:808::1, public",
        "10.0.0.1, private",
        "172.16.0.0, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "100.64.0.0, private",
        "100.127.255.255, private",
        "127.0.0.1, private",
        "127.255.255.254, private",
        "::1, private",
        "fc00::1, private",
        "fdff::1, private",
        "::ffff:10.0.0.1, private",
        "::10.0.0.1, private",
        "64:ff9b::7f00:1, private",
        "2002:7f00:1::, private",
        "2606:4700::5efe:10.0.0.1, private",
        "0.0.0.0, reserved",
        "0.1.2.3, reserved",
        "169.254.0.1, reserved",
        "169.254.169.254, reserved",
        "100.100.100.200, reserved",
        "168.63.129.16, reserved",
        "192.0.0.192, reserved",
        "224.0.0.1, reserved",
        "239.255.255.255, reserved",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "::, reserved",
        "fe80::1, reserved",
        "febf::1, reserved",
        "ff02::1, reserved",
        "fd00:ec2::254, reserved",
        "::ffff:169.254.169.254, reserved",
        "::ffff:0:169.254.169.254, reserved",
        "64:ff9b::a9fe:a9fe, reserved",
        "64:ff9b:1::a9fe:a9fe, reserved",
        "2002:a9fe:a9fe::1, reserved",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, reserved"
    })
    void theKindOfAddressDecides(String address, String kind) throws Exception {
        assertThat(refusal(guard, address, false) == null)
                .as("for a public service")
                .isEqualTo(kind.equals("public"));
        assertThat(refusal(guard, address, true) == null)
                .as("for an internal one")
                .isEqualTo(!kind.equals("reserved"));
    }

    @Test
    void anAllowedAddressPassesWhateverItIs() throws Exception {
        AddressGuard lenient = new AddressGuard(List.of("169.254.169.254", "10.1.0.0/16"), List.of());
        assertThat(refusal(lenient, "169.254.169.254", false)).isNull();
        assertThat(refusal(lenient, "10.1.255.255", false)).isNull();
        assertThat(refusal(lenient, "10.2.0.0", false)).isNotNull();
    }

    @Test
    void anAllowedNamePassesWhereverItLeads() throws Exception {
        AddressGuard lenient = new AddressGuard(List.of("*.example.org"), List.of());
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThat(lenient.refusal("Maps.Example.org.", loopback, false)).isNull();
        assertThat(lenient.refusal("example.org", loopback, false)).isNotNull();
        assertThat(lenient.refusal("badexample.org", loopback, false)).isNotNull();
    }

    @Test
    void theDenyListWinsOverTheAllowListAndOverInternal() throws Exception {
        AddressGuard strict = new AddressGuard(List.of("10.0.0.0/8"), List.of("10.0.0.0/9", "8.8.8.8"));
        assertThat(refusal(strict, "10.0.0.1", true)).isEqualTo("is on the list of denied hosts");
        assertThat(refusal(strict, "10.128.0.1", false)).isNull();
        assertThat(refusal(strict, "8.8.8.8", true)).isNotNull();
    }

    @Test
    void theDenyListSeesThroughEmbeddedAddresses() throws Exception {
        AddressGuard strict = new AddressGuard(List.of(), List.of("8.8.8.0/24"));
        assertThat(refusal(strict, "64:ff9b::808:808", false)).isNotNull();
        assertThat(refusal(strict, "2002:808:808::1", false)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::1]",
                "localhost",
                "a.localhost",
                "printer",
                "metadata.google.internal",
                "nas.local",
                "2130706433",
                "0x7f.1",
                "127.1",
                "0x7f000001"
            })
    void behindAProxy_namesOfTheLocalNetworkAndOddLiteralsAreRefused(String host) {
        assertThat(guard.refusalBehindProxy(host, false)).isNotNull();
    }

    @Test
    void behindAProxy_otherNamesPass() {
        assertThat(guard.refusalBehindProxy("maps.example.org", false)).isNull();
        assertThat(guard.refusalBehindProxy("8.8.8.8", false)).isNull();
        assertThat(guard.refusalBehindProxy("localhost", true)).isNull();
    }

    @Test
    void behindAProxy_theListsDecideOnNames() {
        AddressGuard lists = new AddressGuard(List.of("nas.local"), List.of("maps.example.org"));
        assertThat(lists.refusalBehindProxy("nas.local", false)).isNull();
        assertThat(lists.refusalBehindProxy("MAPS.example.org", true)).isNotNull();
    }

    private static String refusal(AddressGuard guard, String address, boolean internal) throws Exception {
        return guard.refusal("host.example", InetAddress.getByName(address), internal);
    }

    @Test
    void aMappedAddressThatJavaHasNotUnmappedIsSeenThrough() throws Exception {
        byte[] bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 169, (byte) 254, (byte) 169, (byte) 254};
        InetAddress mapped = Inet6Address.getByAddress("host.example", bytes, -1);
        assertThat(guard.refusal("host.example", mapped, true)).isNotNull();
    }
}
