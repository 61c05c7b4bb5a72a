package org.attestry.cli.client;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.attestry.agent.service.RequestId;
import org.attestry.cli.CommandFailed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that the service does once under one request id, however often they are repeated. */
public final class RequestIdOption {
    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description =
                    "Names the request by 8 to 64 of A-Z a-z 0-9 _ -; the same command under the same id is done once (default: a"
                            + " new one, which is told where no answer comes).")
    private @Nullable String given;

    /** The id given, or a new one. */
    public RequestId id() {
        if (given == null) return RequestId.fresh(InstantSource.system(), new SecureRandom());
        try {
            return new RequestId(given);
        } catch (IllegalArgumentException e) {
            // The service would take another in its place, and do it again.
            throw CommandFailed.usage("not a request id: '" + given + "'; give 8 to 64 of A-Z a-z 0-9 _ -");
        }
    }
}
