/** What tests of several packages share. */
package org.geocontext.testing;
