package org.attestry.cluster.http;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attestry.bytes.Uuid7;

/**
 * Names requests: by what the caller sends, if it is of the form, or else by a {@link Uuid7}: the journal writes those of one tenant and time
 * side by side.
 */
public final class RequestIds {
    /** The header that carries it, both ways. */
    public static final String HEADER = "Attestry-Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private final InstantSource clock;
    private final SecureRandom random;

    /** Names made from {@code clock} and {@code random}. */
    public RequestIds(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** The name of a request whose header was {@code given}. */
    public String name(Optional<String> given) {
        return given.filter(id -> FORM.matcher(id).matches()).orElseGet(() -> Uuid7.of(clock.instant(), random));
    }

    /** Whether {@code id} is of the form. */
    public static boolean wellFormed(String id) {
        return FORM.matcher(id).matches();
    }

    /** What a request is told whose id names {@code what}, which is none of its own. */
    public static Problem.Refusal used(String what) {
        return new Problem.Refusal(Problem.of(Problem.Kind.CONFLICT, "this request id names " + what)
                .because("request", "request_id_used"));
    }
}
