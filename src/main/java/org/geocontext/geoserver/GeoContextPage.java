package org.geocontext.geoserver;

import org.apache.wicket.markup.ComponentTag;
import org.apache.wicket.markup.head.CssHeaderItem;
import org.apache.wicket.markup.head.IHeaderResponse;
import org.apache.wicket.markup.head.JavaScriptReferenceType;
import org.apache.wicket.markup.head.JavaScriptUrlReferenceHeaderItem;
import org.apache.wicket.markup.html.WebMarkupContainer;
import org.apache.wicket.request.cycle.RequestCycle;
import org.apache.wicket.request.resource.CssResourceReference;
import org.geoserver.web.GeoServerSecuredPage;

/**
 * <em>Data, GeoContext</em>: the web application within GeoServer's own frame, for administrators. Style sheet and
 * script are header items, as these get the nonce that the page's content security policy asks for.
 */
public class GeoContextPage extends GeoServerSecuredPage {

    private static final long serialVersionUID = 1L;

    private static final String API = "rest/geocontext";

    public GeoContextPage() {
        add(new Application("geocontext"));
    }

    @Override
    public void renderHead(IHeaderResponse response) {
        super.renderHead(response);
        response.render(
                CssHeaderItem.forReference(new CssResourceReference(GeoContextPage.class, "GeoContextPage.css")));
        response.render(CssHeaderItem.forUrl(API + "/ui/style.css"));
        JavaScriptUrlReferenceHeaderItem script = new JavaScriptUrlReferenceHeaderItem(API + "/ui/app.js", null);
        script.setType(JavaScriptReferenceType.MODULE);
        response.render(script);
    }

    /** The element that the application fills; its attributes say where it runs. */
    private static final class Application extends WebMarkupContainer {

        private static final long serialVersionUID = 1L;

        Application(String id) {
            super(id);
        }

        @Override
        protected void onComponentTag(ComponentTag tag) {
            super.onComponentTag(tag);
            tag.put("data-api", RequestCycle.get().getUrlRenderer().renderContextRelativeUrl(API));
            tag.put("data-lang", getLocale().getLanguage());
        }
    }
}
