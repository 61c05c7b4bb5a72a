package org.attestry.cluster.http;

import org.attestry.bytes.Bytes;

/** One JSON value of our own making, embedded in an answer as it stands: reading it to write it again would cost and change nothing. */
public record RawJson(Bytes text) {}
