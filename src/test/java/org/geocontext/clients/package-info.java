/**
 * Programs that ask a GeoContext server: the QGIS plugin of {@code src/main/qgis} and the examples of
 * {@code doc/clients}.
 */
package org.geocontext.clients;
