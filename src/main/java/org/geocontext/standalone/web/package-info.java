/**
 * The standalone host's HTTP: Jetty, who may come in, routes, and the gate every query passes. Endpoints see only
 * {@link org.geocontext.standalone.web.WebRequest} and {@link org.geocontext.standalone.web.WebReply}.
 */
@NullMarked
package org.geocontext.standalone.web;

import org.jspecify.annotations.NullMarked;
