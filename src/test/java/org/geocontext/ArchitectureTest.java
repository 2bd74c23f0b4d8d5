package org.geocontext;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** ARCHITECTURE.md as a test: who may use whom, and which package each dependency is confined to. */
@AnalyzeClasses(packages = "org.geocontext", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule everyPackageUsesOnlyWhatIsBelowIt = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("metrics")
            .definedBy("org.geocontext.metrics..")
            .layer("geo")
            .definedBy("org.geocontext.geo..")
            .layer("http")
            .definedBy("org.geocontext.http..")
            .layer("codec")
            .definedBy("org.geocontext.codec..")
            .layer("catalogue")
            .definedBy("org.geocontext.catalogue..")
            .layer("source")
            .definedBy("org.geocontext.source..")
            .layer("fetch")
            .definedBy("org.geocontext.fetch..")
            .layer("cache")
            .definedBy("org.geocontext.cache..")
            .layer("capabilities")
            .definedBy("org.geocontext.capabilities..")
            .layer("query")
            .definedBy("org.geocontext.query..")
            .layer("feature")
            .definedBy("org.geocontext.feature..")
            .layer("batch")
            .definedBy("org.geocontext.batch..")
            .layer("app")
            .definedBy("org.geocontext.app..")
            .layer("admin")
            .definedBy("org.geocontext.admin..")
            .layer("web")
            .definedBy("org.geocontext.web..")
            .layer("geoserver")
            .definedBy("org.geocontext.geoserver..")
            .layer("standalone")
            .definedBy("org.geocontext.standalone..")
            .whereLayer("metrics")
            .mayNotAccessAnyLayer()
            .whereLayer("geo")
            .mayNotAccessAnyLayer()
            .whereLayer("http")
            .mayNotAccessAnyLayer()
            .whereLayer("codec")
            .mayOnlyAccessLayers("geo", "http")
            .whereLayer("catalogue")
            .mayOnlyAccessLayers("codec", "geo", "http")
            .whereLayer("source")
            .mayOnlyAccessLayers("catalogue", "codec", "geo", "http")
            .whereLayer("fetch")
            .mayOnlyAccessLayers("http", "metrics")
            .whereLayer("cache")
            .mayOnlyAccessLayers("geo", "metrics")
            .whereLayer("capabilities")
            .mayOnlyAccessLayers("source", "fetch", "catalogue", "codec", "geo", "http")
            .whereLayer("query")
            .mayOnlyAccessLayers(
                    "cache", "capabilities", "source", "fetch", "catalogue", "codec", "geo", "http", "metrics")
            .whereLayer("feature")
            .mayOnlyAccessLayers("query", "catalogue", "codec", "geo", "http")
            .whereLayer("batch")
            .mayOnlyAccessLayers("query", "source", "cache", "catalogue", "codec", "geo", "http")
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("geoserver", "standalone")
            .whereLayer("web")
            .mayOnlyAccessLayers("codec")
            .whereLayer("geoserver")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("standalone")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.geocontext.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyFetchKnowsTheHttpClient = noClasses()
            .that()
            .resideOutsideOfPackage("org.geocontext.fetch..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.asynchttpclient..", "io.netty.."));

    @ArchTest
    static final ArchRule onlyCodecKnowsTheJsonParser = noClasses()
            .that()
            .resideOutsideOfPackage("org.geocontext.codec..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."));

    @ArchTest
    static final ArchRule onlyMetricsKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("org.geocontext.metrics..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.prometheus.."));

    @ArchTest
    static final ArchRule onlyFetchKnowsTheCircuitBreaker = noClasses()
            .that()
            .resideOutsideOfPackage("org.geocontext.fetch..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.github.resilience4j.."));

    @ArchTest
    static final ArchRule onlyFetchAndCacheKnowCaffeine = noClasses()
            .that()
            .resideOutsideOfPackages("org.geocontext.fetch..", "org.geocontext.cache..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.github.benmanes.caffeine.."));

    @ArchTest
    static final ArchRule onlyTheHostsKnowTheirServers = noClasses()
            .that()
            .resideOutsideOfPackages("org.geocontext.geoserver..", "org.geocontext.standalone..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.geoserver..",
                    "org.springframework..",
                    "org.apache.wicket..",
                    "org.eclipse.jetty..",
                    "picocli..",
                    "javax.servlet.."));

    @ArchTest
    static final ArchRule onlyTheStandaloneHostReadsDatabases = noClasses()
            .that()
            .resideOutsideOfPackage("org.geocontext.standalone.table..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.sqlite..", "java.sql.."));

    @ArchTest
    static final ArchRule theStandaloneHostIsFreeOfGeoServer = noClasses()
            .that()
            .resideInAPackage("org.geocontext.standalone..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.geoserver..", "org.springframework..", "org.apache.wicket.."));

    /** GeoServer 2 has javax and GeoServer 3 jakarta, and one jar runs in both. */
    @ArchTest
    static final ArchRule thePluginKnowsNoServletTypes = noClasses()
            .that()
            .resideInAPackage("org.geocontext.geoserver..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("javax.servlet..", "jakarta.servlet..", "com.fasterxml.jackson.databind.."));

    @ArchTest
    static final ArchRule sourcesAreFreeOfThreadsAndClocks = noClasses()
            .that()
            .resideInAnyPackage("org.geocontext.source..", "org.geocontext.codec..", "org.geocontext.http..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..", "java.net.http.."))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("a conversation must come out the same whoever runs it, and when");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked");
}
