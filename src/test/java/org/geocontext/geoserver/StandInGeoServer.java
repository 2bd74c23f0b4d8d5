package org.geocontext.geoserver;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.geocontext.app.QueryProcess;
import org.geoserver.config.GeoServer;
import org.geoserver.config.GeoServerDataDirectory;
import org.geoserver.config.ServiceInfo;
import org.geoserver.platform.resource.Resource;
import org.geoserver.security.GeoServerSecurityManager;
import org.geoserver.web.Category;
import org.geoserver.wps.resource.WPSResourceManager;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;

/** A Spring context with the plugin's own applicationContext.xml and stand-ins for the beans of GeoServer it names. */
final class StandInGeoServer implements AutoCloseable {

    private final Map<String, MemoryFile> files = new ConcurrentHashMap<>();
    private final GenericApplicationContext context = new GenericApplicationContext();

    /** Not started yet, so that there may be files before. */
    StandInGeoServer() {
        context.registerBean("dataDirectory", GeoServerDataDirectory.class, Directory::new);
        context.registerBean("geoServer", GeoServer.class, NoLimits::new);
        context.registerBean("wpsResourceManager", WPSResourceManager.class, WPSResourceManager::new);
        context.registerBean("geoServerSecurityManager", GeoServerSecurityManager.class, ScrambledSecrets::new);
        context.registerBean("dataCategory", Category.class, Category::new);
        new XmlBeanDefinitionReader(context).loadBeanDefinitions("classpath:applicationContext.xml");
    }

    StandInGeoServer start() {
        context.refresh();
        return this;
    }

    PluginBackup backup() {
        return context.getBean(PluginBackup.class);
    }

    GeoServerDataDirectory directory() {
        return new Directory();
    }

    MemoryFile catalogue() {
        return file("geocontext/catalogue.json");
    }

    MemoryFile settings() {
        return file("geocontext/settings.json");
    }

    QueryProcess process() {
        return context.getBean(QueryProcess.class);
    }

    GeoContextController controller() {
        return context.getBean(GeoContextController.class);
    }

    GeoContextPlugin plugin() {
        return context.getBean(GeoContextPlugin.class);
    }

    /** As the Server Status page shows it. */
    String status() {
        return context.getBean(PluginStatus.class).getMessage().orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }

    private MemoryFile file(String path) {
        return files.computeIfAbsent(path, name -> new MemoryFile(name, this::file, () -> List.copyOf(files.values())));
    }

    private final class Directory extends GeoServerDataDirectory {
        @Override
        public Resource get(String... path) {
            return file(String.join("/", path));
        }
    }

    private static final class NoLimits implements GeoServer {
        @Override
        public <T extends ServiceInfo> T getService(Class<T> clazz) {
            return null;
        }
    }
}
