package org.attestry.config;

import java.time.Duration;

/** Durations and sizes in the largest unit that they are a whole number of, as an operator would write them. */
final class Spelled {
    private Spelled() {}

    static String of(Duration duration) {
        if (duration.toMillis() % 1000 != 0) return duration.toMillis() + "ms";
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) return seconds / 86_400 + "d";
        if (seconds % 3600 == 0 && seconds > 0) return seconds / 3600 + "h";
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static String octets(long size) {
        if (size >= 1 << 20 && size % (1 << 20) == 0) return (size >> 20) + " MiB";
        return size >= 1024 && size % 1024 == 0 ? (size >> 10) + " KiB" : size + " B";
    }
}
