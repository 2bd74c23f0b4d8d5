package org.geoserver.web;

import java.io.Serializable;
import org.apache.wicket.Component;

public abstract class ComponentInfo<C extends Component> implements Serializable {

    private static final long serialVersionUID = 1L;

    private String id;
    private String titleKey;
    private String descriptionKey;
    private Class<C> componentClass;

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getTitleKey() {
        return titleKey;
    }

    public void setTitleKey(String titleKey) {
        this.titleKey = titleKey;
    }

    public String getDescriptionKey() {
        return descriptionKey;
    }

    public void setDescriptionKey(String descriptionKey) {
        this.descriptionKey = descriptionKey;
    }

    public Class<C> getComponentClass() {
        return componentClass;
    }

    public void setComponentClass(Class<C> componentClass) {
        this.componentClass = componentClass;
    }
}
