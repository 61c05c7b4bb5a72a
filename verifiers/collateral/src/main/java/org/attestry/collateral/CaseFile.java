package org.attestry.collateral;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the {@code case.json} of a folder; who reads what of it is for {@link CaseFolder} and {@link CaseExpectation} to keep apart. */
final class CaseFile {
    static final String NAME = "case.json";

    private static final int LONGEST = 8 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CaseFile() {}

    static JsonNode read(Path folder) {
        var file = folder.resolve(NAME);
        try {
            return JSON.readTree(BoundedFiles.read(file, LONGEST).toArray());
        } catch (IOException e) {
            throw new CollateralException(file, "is not JSON", e);
        }
    }
}
