package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import net.sf.geographiclib.Geodesic;
import org.apache.wicket.markup.html.WebPage;
import org.apache.wicket.request.IRequestHandler;
import org.apache.wicket.util.io.IClusterable;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.expression.Expression;
import org.springframework.security.core.Authentication;

/** The plugin as it is unpacked into {@code WEB-INF/lib}: what is in its jar, and that the jar works. */
class PluginJarIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @Test
    void everyClass_isOursOrRelocated() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("org/geocontext/"))
                .noneMatch(name -> name.startsWith("org/geocontext/standalone/"));
    }

    @Test
    void nothingElse_speaksToTheRestOfTheClassPath() throws IOException {
        assertThat(entries())
                .filteredOn(name -> !name.startsWith("org/") && !name.endsWith("/"))
                .allMatch(name -> name.equals("applicationContext.xml")
                        || name.matches("GeoServerApplication(_de)?\\.properties")
                        || name.matches("META-INF/resources/webjars/ol/[0-9.]+/(dist/ol\\.js|ol\\.css|LICENSE\\.md)")
                        || name.equals("META-INF/MANIFEST.MF")
                        || name.startsWith("META-INF/services/org.geocontext.shaded.")
                        || name.matches("META-INF/(licenses/)?[^/]*(LICENSE|NOTICE|Apache)[^/]*"));
    }

    @Test
    void theLicencesOfWhatIsInIt_areKept() throws IOException {
        assertThat(entries()).contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/Apache-2.0.txt");
    }

    @Test
    void theArchive_holdsTheJarAndItsPapers() throws IOException {
        try (JarFile zip = new JarFile(only("geocontext-*-plugin.zip", TARGET).toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder(
                            jar().getFileName().toString(),
                            "geocontext-LICENSE.txt",
                            "geocontext-NOTICE.txt",
                            "geocontext-README.txt");
        }
    }

    /** GeoServer has no Netty of its own, but other extensions bring some. */
    @Test
    void aQuery_runsOnTheJarAndWhatGeoServerHas_andTouchesNobodyElsesNetty() throws Exception {
        Set<Thread> before = Threads.now();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try (WebApplicationLoader loader = new WebApplicationLoader(classPath())) {
            Thread.currentThread().setContextClassLoader(loader);
            Callable<?> run = (Callable<?>)
                    loader.loadClass(PluginRun.class.getName()).getConstructor().newInstance();
            assertThat(loader.loadClass("org.geocontext.app.GeoContext")
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())
                    .isEqualTo(jar().toUri().toURL());
            assertThat(run.call()).isEqualTo(List.of("area value Highveld"));
            assertThat(loader.bundledClassesAskedFor).isEmpty();
        } finally {
            Thread.currentThread().setContextClassLoader(context);
        }
        assertThat(Threads.leftSince(before)).isEmpty();
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static Path jar() throws IOException {
        return only("geocontext-geoserver-*.jar", TARGET.resolve("plugin"));
    }

    private static Path only(String glob, Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            var matcher = directory.getFileSystem().getPathMatcher("glob:" + glob);
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .reduce((one, other) -> {
                        throw new AssertionError("both " + one + " and " + other + ": mvn clean");
                    })
                    .orElseThrow();
        }
    }

    /** The plugin's jar, the jars it shares with GeoServer, and the stand-ins for GeoServer itself. */
    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        urls.add(jar().toUri().toURL());
        for (Class<?> shared : List.of(
                LoggerFactory.class,
                SimpleFeatureCollection.class,
                Geometry.class,
                Geodesic.class,
                Class.forName("org.apache.commons.lang3.StringUtils"),
                Class.forName("org.apache.commons.logging.LogFactory"),
                Resource.class,
                BeanFactory.class,
                ApplicationContext.class,
                Advised.class,
                Expression.class,
                Authentication.class,
                WebPage.class,
                IRequestHandler.class,
                IClusterable.class)) {
            urls.add(shared.getProtectionDomain().getCodeSource().getLocation());
        }
        return urls.toArray(URL[]::new);
    }

    /**
     * Like that of a web application, with nothing of this test's class path but the test's own stand-ins: the
     * hand-written GeoServer types and this package's test classes.
     */
    private static final class WebApplicationLoader extends URLClassLoader {

        private static final List<String> BUNDLED = List.of(
                "io.netty.",
                "org.asynchttpclient.",
                "com.fasterxml.jackson.",
                "com.github.benmanes.",
                "io.github.resilience4j.",
                "io.micrometer.",
                "io.prometheus.",
                "org.HdrHistogram.",
                "org.LatencyUtils.");

        final Set<String> bundledClassesAskedFor = ConcurrentHashMap.newKeySet();

        WebApplicationLoader(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (BUNDLED.stream().anyMatch(name::startsWith)) {
                bundledClassesAskedFor.add(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                return super.findClass(name);
            } catch (ClassNotFoundException e) {
                if (!name.startsWith("org.geoserver.") && !name.startsWith("org.geocontext.geoserver.")) {
                    throw e;
                }
                return standIn(name);
            }
        }

        private Class<?> standIn(String name) throws ClassNotFoundException {
            try (var bytes = PluginJarIT.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
