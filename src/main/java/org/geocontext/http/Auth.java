package org.geocontext.http;

/**
 * How a call proves who is asking. Applied by the fetcher when the call is sent, so that no URL, log line or answer
 * ever holds a secret. {@code toString} of every form hides its secret.
 */
public sealed interface Auth {

    /** No credentials. */
    Auth NONE = new None();

    /** See {@link #NONE}. */
    record None() implements Auth {}

    /** RFC 7617, sent with the first request, UTF-8. */
    record Basic(String user, String password) implements Auth {
        @Override
        public String toString() {
            return "Basic[***]";
        }
    }

    /** RFC 6750. */
    record Bearer(String token) implements Auth {
        @Override
        public String toString() {
            return "Bearer[***]";
        }
    }

    /** A header of any name. */
    record Header(String name, String value) implements Auth {
        @Override
        public String toString() {
            return "Header[" + name + "=***]";
        }
    }

    /** A query parameter of any name, for a POST form a form parameter; value as yet unencoded. */
    record Query(String name, String value) implements Auth {
        @Override
        public String toString() {
            return "Query[" + name + "=***]";
        }
    }
}
