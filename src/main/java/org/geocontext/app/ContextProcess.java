package org.geocontext.app;

/** Marks the processes that GeoServer registers under {@code geocontext:}. */
public interface ContextProcess {}
