package org.geoserver.web;

public class MenuPageInfo<T extends GeoServerBasePage> extends ComponentInfo<T> {

    private static final long serialVersionUID = 1L;

    private Category category;
    private String icon;
    private int order;

    public Category getCategory() {
        return category;
    }

    public void setCategory(Category category) {
        this.category = category;
    }

    public String getIcon() {
        return icon;
    }

    public void setIcon(String icon) {
        this.icon = icon;
    }

    public int getOrder() {
        return order;
    }

    public void setOrder(int order) {
        this.order = order;
    }
}
