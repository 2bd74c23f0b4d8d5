/**
 * The web application as files: its own, what it takes from WebJars, and its texts in every language. Knows no host.
 */
@NullMarked
package org.geocontext.web;

import org.jspecify.annotations.NullMarked;
