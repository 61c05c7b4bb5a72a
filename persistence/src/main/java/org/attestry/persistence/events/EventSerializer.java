package org.attestry.persistence.events;

import org.attestry.persistence.codec.Codec;
import org.attestry.persistence.codec.CodecTable;
import org.attestry.persistence.codec.TableSerializer;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;

/** The one table of event manifests. A manifest is for ever; a shape that changes gets the next number and the old row stays. */
public final class EventSerializer extends TableSerializer {
    /** Every event shape. */
    public static final CodecTable TABLE = CodecTable.of(
            Codec.cbor("evidence-appraised-v1", EvidenceAppraised.class),
            Codec.cbor("evidence-refused-v1", EvidenceRefused.class),
            Codec.cbor("baseline-version-added-v1", BaselineVersionAdded.class),
            Codec.cbor("baseline-version-activated-v1", BaselineVersionActivated.class),
            Codec.cbor("baseline-version-withdrawn-v1", BaselineVersionWithdrawn.class),
            Codec.cbor("policy-version-added-v1", PolicyVersionAdded.class),
            Codec.cbor("policy-version-activated-v1", PolicyVersionActivated.class),
            Codec.cbor("key-added-v1", KeyAdded.class));

    /** Made by Pekko from the configuration. */
    public EventSerializer() {
        super(7101, TABLE);
    }
}
