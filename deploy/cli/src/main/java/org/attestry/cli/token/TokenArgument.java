package org.attestry.cli.token;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.UserFiles;

/** The token that is meant on a command line: the argument itself, or what a file holds that is named as {@code @FILE}. */
final class TokenArgument {
    private static final int LONGEST = 1 << 20;

    private TokenArgument() {}

    /** The token, in compact form as far as can be seen without looking into it. */
    static String token(String given) {
        if (given.isBlank()) throw CommandFailed.usage("TOKEN is empty");
        if (given.equals("@")) throw CommandFailed.usage("after @ comes the name of a file that holds the token");
        if (given.startsWith("@")) return contentOf(Path.of(given.substring(1)));
        if (isFile(given)) throw CommandFailed.usage("TOKEN is the token itself; for one in a file write @" + given);
        return given.strip();
    }

    private static String contentOf(Path file) {
        var octets = UserFiles.octets(file);
        if (octets.size() > LONGEST) throw CommandFailed.file(file + " has more than 1 MiB: it holds no token");
        return new String(octets.toArray(), StandardCharsets.US_ASCII).strip();
    }

    private static boolean isFile(String given) {
        try {
            return Files.exists(Path.of(given));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
