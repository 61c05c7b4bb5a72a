package org.attestry.config;

import java.nio.file.Path;

/** Where a value came from; {@code toString} is the form that operators read. */
public sealed interface Source {
    /** A command line option, by the name that was typed. */
    record Flag(String name) implements Source {
        @Override
        public String toString() {
            return "flag " + name;
        }
    }

    /** An environment variable. */
    record Variable(String name) implements Source {
        @Override
        public String toString() {
            return "environment " + name;
        }
    }

    /**
     * A configuration file.
     *
     * @param line counted from 1; 0 where the whole file is meant
     */
    record File(Path path, int line) implements Source {
        @Override
        public String toString() {
            return line > 0 ? path + ":" + line : path.toString();
        }
    }

    /** The default of the release. */
    record Default() implements Source {
        @Override
        public String toString() {
            return "default";
        }
    }
}
