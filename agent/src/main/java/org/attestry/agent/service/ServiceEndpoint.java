package org.attestry.agent.service;

import java.net.URI;
import java.time.Duration;
import org.attestry.agent.token.Addresses;

/**
 * Where the service is and how patiently it is called.
 *
 * @param url its base, over TLS, or over plain HTTP on this machine
 * @param key what the agent is known by
 * @param timeout for one attempt, from connecting to the last octet
 * @param attempts how often a request is sent while no answer comes, at least once
 */
public record ServiceEndpoint(URI url, Secret key, Duration timeout, int attempts) {
    public ServiceEndpoint {
        if (!Addresses.trustworthy(url)) {
            throw new IllegalArgumentException("the service at " + url
                    + " is on another machine and has no TLS: give an https address, or run the agent beside it");
        }
        if (attempts < 1) throw new IllegalArgumentException("at least one attempt");
    }

    URI at(String path) {
        var base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
