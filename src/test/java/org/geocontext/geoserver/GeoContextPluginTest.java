package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.catalogue.ServiceDefinition;
import org.geoserver.platform.GeoServerResourceLoader;
import org.geoserver.platform.resource.Resource;
import org.geotools.process.ProcessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeoContextPluginTest {

    private final StandInGeoServer geoServer = new StandInGeoServer();
    private HttpServer wfs;

    @BeforeEach
    void startServer() throws IOException {
        wfs = PluginRun.areas();
    }

    @AfterEach
    void stop() {
        geoServer.close();
        wfs.stop(0);
    }

    @Test
    void firstStart_writesAnExample_withEveryServiceSwitchedOff() {
        geoServer.start();
        assertThat(geoServer.catalogue().text()).contains("\"collection\"");
        assertThat(geoServer.plugin().catalogue().problems()).isEmpty();
        assertThat(geoServer.plugin().catalogue().catalogue().services())
                .hasSizeGreaterThanOrEqualTo(5)
                .noneMatch(ServiceDefinition::enabled);
        assertThat(geoServer.plugin().catalogue().servicesInNoGroup()).isEmpty();
    }

    @Test
    void anExistingCatalogue_isLeftAsItIs() {
        String own = PluginRun.catalogue(wfs, "area");
        geoServer.catalogue().edit(own);
        geoServer.start();
        assertThat(geoServer.catalogue().text()).isEqualTo(own);
    }

    @Test
    void theProcess_answersFromTheCatalogueOfTheDataDirectory() {
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
    }

    @Test
    void anEditedCatalogue_countsFromTheNextQuery() {
        geoServer.start();
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area", "other"));
        until(() -> geoServer.plugin().catalogue().catalogue().services().size() == 2);
        assertThat(PluginRun.rows(geoServer.process(), "other")).containsExactly("other value Highveld");
    }

    @Test
    void aBrokenCatalogue_neverReplacesAWorkingOne_andIsShownInTheStatus() {
        String working = PluginRun.catalogue(wfs, "area");
        geoServer.catalogue().edit(working);
        geoServer.start();
        geoServer.catalogue().edit(working.substring(0, working.length() / 2));
        until(() -> geoServer.status().contains("half-written"));
        assertThat(geoServer.status()).startsWith("services: 1 (enabled: 1)").contains("geocontext/catalogue.json");
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
        geoServer.catalogue().edit(working);
        until(() -> !geoServer.status().contains("half-written"));
    }

    @Test
    void aRemovedCatalogue_staysInUse() {
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        geoServer.catalogue().remove();
        until(() -> geoServer.status().contains("cannot be read"));
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
    }

    @Test
    void startsWithABrokenCatalogue_andSaysSo() {
        geoServer.catalogue().edit("");
        geoServer.start();
        assertThat(geoServer.status()).startsWith("services: 0").contains("geocontext/catalogue.json: ");
        assertThatThrownBy(() -> PluginRun.rows(geoServer.process(), "area"))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("service: area is not in the catalogue");
    }

    @Test
    void startsWithBrokenSettings_onTheDefaults_andSaysSo() {
        geoServer.settings().edit("{\"timeout_s\": -1}");
        geoServer.start();
        assertThat(geoServer.plugin().settings()).isEqualTo(Settings.DEFAULT);
        assertThat(geoServer.status()).contains("geocontext/settings.json: timeout_s: -1");
    }

    @Test
    void editedSettings_makeAnotherEngine_andTheFormerOneEnds() {
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        GeoContext former = geoServer.plugin().engine();
        geoServer.settings().edit("{\"concurrent_executes\": 3}");
        until(() -> geoServer.plugin().engine() != former);
        assertThat(geoServer.plugin().settings().concurrentExecutes()).isEqualTo(3);
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
    }

    @Test
    void aReset_forgetsTheAnswers_andGoesOnWithAnotherEngine() {
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        PluginRun.rows(geoServer.process(), "area");
        GeoContext former = geoServer.plugin().engine();
        assertThat(former.cacheStatistics().total().entries()).isPositive();
        geoServer.plugin().onReset();
        until(() -> geoServer.plugin().engine() != former);
        assertThat(geoServer.plugin().engine().cacheStatistics().total().entries())
                .isZero();
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
    }

    @Test
    void aReload_readsBothFilesAgain() {
        geoServer.start();
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.plugin().onReload();
        until(() -> geoServer.plugin().catalogue().catalogue().services().size() == 1);
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
    }

    @Test
    void theStatus_namesTheLastEntryAtFault() {
        geoServer.catalogue().edit("{\"service\": [{\"key\": \"bad\", \"query_type\": \"WXS\"}]}");
        geoServer.start();
        assertThat(geoServer.status()).startsWith("services: 0").contains("entries left out: 1", "service bad");
    }

    @Test
    void closingTheContext_leavesNoThreadAndNoListener() throws InterruptedException {
        Set<Thread> before = Threads.now();
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        PluginRun.rows(geoServer.process(), "area");
        GeoContext former = geoServer.plugin().engine();
        geoServer.settings().edit("{\"timeout_s\": 5}");
        until(() -> geoServer.plugin().engine() != former);
        geoServer.close();
        assertThat(Threads.leftSince(before)).isEmpty();
        assertThat(geoServer.catalogue().listenerCount()).isZero();
        assertThat(geoServer.settings().listenerCount()).isZero();
    }

    @Test
    void twoContextsInOneJvm_liveAndEndOnTheirOwn() {
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        try (StandInGeoServer other = new StandInGeoServer()) {
            other.catalogue().edit(PluginRun.catalogue(wfs, "other"));
            other.start();
            assertThat(PluginRun.rows(other.process(), "other")).containsExactly("other value Highveld");
        }
        assertThat(PluginRun.rows(geoServer.process(), "area")).containsExactly("area value Highveld");
    }

    @Test
    void aBackup_holdsTheFilesThatAreThere() throws IOException {
        geoServer.catalogue().edit(PluginRun.catalogue(wfs, "area"));
        geoServer.start();
        Map<String, MemoryFile> saved = new HashMap<>();
        geoServer.backup().saveConfiguration(new GeoServerResourceLoader() {
            @Override
            public Resource get(String path) {
                return saved.computeIfAbsent(path, MemoryFile::new);
            }
        });
        assertThat(saved).containsOnlyKeys("geocontext/catalogue.json");
        assertThat(saved.get("geocontext/catalogue.json").text())
                .isEqualTo(geoServer.catalogue().text());
    }

    @Test
    void aRestore_isRead() {
        geoServer.start();
        assertThat(geoServer.backup().getFileLocations())
                .extracting(Resource::path)
                .containsExactly("geocontext/catalogue.json", "geocontext/settings.json");
        geoServer.catalogue().replaceUnnoticed(PluginRun.catalogue(wfs, "area"));
        geoServer.backup().loadConfiguration(new GeoServerResourceLoader());
        until(() -> geoServer.plugin().catalogue().catalogue().services().size() == 1);
    }

    @Test
    void anEncryptedSecret_isUsed_andNeverShown() {
        String encrypted = new HostSecrets(new ScrambledSecrets()).encrypt("hunter2");
        geoServer
                .catalogue()
                .edit(PluginRun.catalogue(wfs, "area")
                        .replace("\"internal\"", "\"api_key\": \"" + encrypted + "\", \"internal\""));
        geoServer.start();
        ServiceDefinition service =
                geoServer.plugin().catalogue().catalogue().findService("area").orElseThrow();
        assertThat(service.credentials().secret()).isEqualTo("hunter2");
        assertThat(service.toString()).doesNotContain("hunter2");
        assertThat(geoServer.status()).doesNotContain("hunter2", encrypted);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                never.await(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
