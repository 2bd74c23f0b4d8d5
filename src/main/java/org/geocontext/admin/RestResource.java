package org.geocontext.admin;

import java.util.List;

/**
 * One topic of the API. Its part of the OpenAPI document is the file {@code openapi/}{@link #topic}{@code .json} beside
 * this class, with {@code paths} and {@code components}.
 */
public interface RestResource {

    /** As in {@code catalogue}. */
    String topic();

    /** Everything it does. */
    List<RestOperation> operations();
}
