package org.geocontext.fetch;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.NameResolver;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.channel.ChannelPoolPartitioning;
import org.asynchttpclient.proxy.ProxyServer;
import org.asynchttpclient.uri.Uri;
import org.geocontext.http.Auth;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Origin;
import org.geocontext.http.Urls;
import org.jspecify.annotations.Nullable;

/** Makes the client's requests of calls. This is the one place where credentials are added. */
final class Requests {

    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    private Requests() {}

    /** A call that a non-internal one shares no connection with, and calls by another proxy neither. */
    private record PoolKey(
            Origin origin, boolean internal, @Nullable String proxy) {}

    /** @throws IllegalArgumentException if a header has characters that no header may have */
    static Request of(HttpCall call, NameResolver<InetAddress> resolver, @Nullable ProxyServer proxy) {
        RequestBuilder request = new RequestBuilder(call.form() == null ? "GET" : "POST", true, true)
                .setUri(uri(credentialed(call)))
                .setNameResolver(resolver)
                .setChannelPoolPartitioning(partitioning(call, proxy));
        if (proxy != null) {
            request.setProxyServer(proxy);
        }
        request.setHeader(HttpHeaderNames.ACCEPT_ENCODING, "gzip, deflate");
        call.headers().forEach(request::setHeader);
        String form = credentialedForm(call);
        if (form != null) {
            request.setHeader(HttpHeaderNames.CONTENT_TYPE, FORM).setBody(form.getBytes(StandardCharsets.UTF_8));
        }
        authorize(request, call.auth());
        return request.build();
    }

    private static ChannelPoolPartitioning partitioning(HttpCall call, @Nullable ProxyServer proxy) {
        PoolKey key = new PoolKey(
                call.origin(), call.internal(), proxy == null ? null : proxy.getHost() + ":" + proxy.getPort());
        return (uri, virtualHost, server) -> key;
    }

    private static URI credentialed(HttpCall call) {
        return call.auth() instanceof Auth.Query query && call.form() == null
                ? Urls.withParameters(call.uri().toString(), Map.of(query.name(), query.value()))
                : call.uri();
    }

    private static @Nullable String credentialedForm(HttpCall call) {
        String form = call.form();
        if (form == null || !(call.auth() instanceof Auth.Query query)) {
            return form;
        }
        String parameter = Urls.encode(query.name()) + "=" + Urls.encode(query.value());
        return form.isEmpty() ? parameter : form + "&" + parameter;
    }

    private static void authorize(RequestBuilder request, Auth auth) {
        if (auth instanceof Auth.Basic basic) {
            byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
            request.setHeader(
                    HttpHeaderNames.AUTHORIZATION,
                    "Basic " + Base64.getEncoder().encodeToString(pair));
        } else if (auth instanceof Auth.Bearer bearer) {
            request.setHeader(HttpHeaderNames.AUTHORIZATION, "Bearer " + bearer.token());
        } else if (auth instanceof Auth.Header header) {
            request.setHeader(header.name(), header.value());
        }
    }

    /** Part by part, so that the client cannot read another host out of the text than was checked. */
    private static Uri uri(URI uri) {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return new Uri(ascii.getScheme(), null, ascii.getHost(), ascii.getPort(), path, ascii.getRawQuery(), null);
    }
}
