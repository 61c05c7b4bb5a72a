package org.attestry.agent.peer;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.attestry.agent.token.ProofKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/**
 * What both sides compute from the two nonces and the two keys, and how a side shows that it holds its key.
 *
 * <p>The transcript is {@code SHA-256(tag ‖ nI ‖ nR ‖ u16be |kI| ‖ kI ‖ u16be |kR| ‖ kR)}; each side's evidence answers {@code
 * SHA-256(role ‖ 0x00 ‖ transcript)} and proves its own key, so evidence of one session, role or key never fits another. Keys come of
 * ECDH on P-256 by HKDF-SHA-256 (RFC 5869) with the transcript as salt; the confirmation is an HMAC over transcript and both evidences.
 *
 * @param transcript 32 octets
 */
record Handshake(Bytes transcript) {
    private static final Bytes TAG = Bytes.concat(Bytes.utf8("attestry peer v1"), Bytes.of(0));

    /** Who began. */
    enum Role {
        INITIATOR,
        RESPONDER;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Handshake of(Bytes initiatorNonce, Bytes responderNonce, Bytes initiatorKey, Bytes responderKey) {
        return new Handshake(Bytes.concat(
                        TAG,
                        initiatorNonce,
                        responderNonce,
                        length(initiatorKey),
                        initiatorKey,
                        length(responderKey),
                        responderKey)
                .sha256());
    }

    private static Bytes length(Bytes part) {
        return Bytes.of(part.size() >> 8 & 0xff, part.size() & 0xff);
    }

    /** What the evidence of {@code role} answers. */
    Bytes challengeOf(Role role) {
        return Bytes.concat(Bytes.utf8(role.label()), Bytes.of(0), transcript).sha256();
    }

    /** The secret that both keys give. */
    SecretKey agree(ProofKey own, Bytes peerKey) {
        try {
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own.pair().getPrivate());
            var _ = agreement.doPhase(publicKey(peerKey), true);
            return agreement.generateSecret("Generic");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key on P-256", e);
        }
    }

    private static PublicKey publicKey(Bytes spki) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki.toArray()));
    }

    /** The key for whatever is said after the handshake. */
    SecretKey channelKey(SecretKey secret) {
        return derive(secret, "channel");
    }

    /** What {@code role} sends to show that it holds its key and saw the same evidences. */
    Bytes confirmation(SecretKey secret, Role role, Evidence ofInitiator, Evidence ofResponder) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(derive(secret, "confirm " + role.label()));
            var said = Bytes.concat(
                    transcript, ofInitiator.body().sha256(), ofResponder.body().sha256());
            return Bytes.copyOf(mac.doFinal(said.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is required of every Java platform", e);
        }
    }

    private SecretKey derive(SecretKey secret, String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .addSalt(transcript.toArray())
                    .thenExpand(Bytes.utf8("attestry peer v1 " + purpose).toArray(), 32);
            return KDF.getInstance("HKDF-SHA256").deriveKey("Generic", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA-256 is in every Java 25", e);
        }
    }
}
