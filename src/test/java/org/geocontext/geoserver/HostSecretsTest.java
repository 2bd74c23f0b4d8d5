package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostSecretsTest {

    private final HostSecrets secrets = new HostSecrets(new ScrambledSecrets());

    @Test
    void whatIsEncrypted_isDecryptedAgain() {
        String written = secrets.encrypt("hunter2");
        assertThat(written).startsWith("crypt1:").doesNotContain("hunter2");
        assertThat(secrets.isEncrypted(written)).isTrue();
        assertThat(secrets.decrypt(written)).isEqualTo("hunter2");
    }

    @Test
    void aPlainValue_isTakenAsItStands() {
        assertThat(secrets.isEncrypted("hunter2")).isFalse();
    }

    @Test
    void whatIsEncryptedAlready_isNotEncryptedTwice() {
        String written = secrets.encrypt("hunter2");
        assertThat(secrets.encrypt(written)).isEqualTo(written);
    }

    @Test
    void aReferenceToTheEnvironment_staysReadable() {
        assertThat(secrets.encrypt("${env:MAPS_KEY}")).isEqualTo("${env:MAPS_KEY}");
    }

    @Test
    void whatCannotBeDecrypted_isSaidWithoutQuotingIt() {
        assertThat(secrets.isEncrypted("crypt1:%%hunter2")).isTrue();
        assertThatThrownBy(() -> secrets.decrypt("crypt1:%%hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GeoServer's password encoder cannot decrypt it")
                .hasNoCause();
    }
}
