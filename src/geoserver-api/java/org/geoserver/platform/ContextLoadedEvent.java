package org.geoserver.platform;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

public class ContextLoadedEvent extends ApplicationContextEvent {

    private static final long serialVersionUID = 1L;

    public ContextLoadedEvent(ApplicationContext source) {
        super(source);
    }
}
