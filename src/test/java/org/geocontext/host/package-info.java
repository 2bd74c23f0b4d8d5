/**
 * Tests of a whole host over HTTP and nothing else: by default of a standalone host in this process, with
 * {@code -Dgeoserver.url=… -Dgeoserver.user=… -Dgeoserver.password=…} of a GeoServer that has the plugin.
 */
package org.geocontext.host;
