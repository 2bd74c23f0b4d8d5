package org.geoserver.web;

import org.apache.wicket.ajax.IAjaxIndicatorAware;
import org.apache.wicket.markup.html.WebPage;

public class GeoServerBasePage extends WebPage implements IAjaxIndicatorAware {

    private static final long serialVersionUID = 1L;

    protected GeoServerBasePage() {}

    @Override
    public String getAjaxIndicatorMarkupId() {
        throw new UnsupportedOperationException();
    }
}
