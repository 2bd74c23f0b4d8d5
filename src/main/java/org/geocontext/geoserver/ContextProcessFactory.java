package org.geocontext.geoserver;

import org.geoserver.wps.jts.SpringBeanProcessFactory;

/**
 * Offers the beans that carry a marker interface as WPS processes. GeoTools keeps one process factory of each class, so
 * that GeoServer's own and a second one of the same class would displace each other: hence a class of our own.
 */
public final class ContextProcessFactory extends SpringBeanProcessFactory {

    public ContextProcessFactory(String title, String namespace, Class<?> marker) {
        super(title, namespace, marker);
    }
}
