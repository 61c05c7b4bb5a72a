package org.attestry.rego.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a source file, which must be UTF-8. */
public final class SourceText {
    private SourceText() {}

    /**
     * The text.
     *
     * @throws IOException where the content is not UTF-8
     */
    public static String of(String file, byte[] content) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
    }
}
