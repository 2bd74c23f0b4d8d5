package org.geoserver.wps.jts;

import java.lang.reflect.Method;
import java.util.Set;
import org.geotools.api.feature.type.Name;
import org.geotools.process.factory.AnnotationDrivenProcessFactory;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.util.SimpleInternationalString;

public class SpringBeanProcessFactory extends AnnotationDrivenProcessFactory {

    public SpringBeanProcessFactory(String title, String namespace, Class<?> markerInterface) {
        super(new SimpleInternationalString(title), namespace);
    }

    @Override
    protected DescribeProcess getProcessDescription(Name name) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected Method method(String className) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Name> getNames() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected Object createProcessBean(Name name) {
        throw new UnsupportedOperationException();
    }
}
