package org.attestry.cli.verify;

import java.time.Instant;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;

/** All that a verdict depends on. What a test vector expects is not in here, so that no verifier can see it. */
record VerificationInput(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {}
