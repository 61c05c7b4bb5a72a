package org.attestry.agent.service;

import java.util.function.Function;

/** What a call of the service came to. */
public sealed interface ServiceAnswer<T> {
    /** What was asked for. */
    record Given<T>(T value) implements ServiceAnswer<T> {}

    /** Why it was not given. */
    record Failed<T>(Trouble trouble) implements ServiceAnswer<T> {}

    /** The next call, where this one gave something. */
    default <U> ServiceAnswer<U> then(Function<T, ServiceAnswer<U>> next) {
        return switch (this) {
            case Given<T>(var value) -> next.apply(value);
            case Failed<T>(var trouble) -> new Failed<>(trouble);
        };
    }
}
