package org.attestry.rego.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The regular files of a {@code .tar.gz}, by path without a slash at the front, within bounds. */
final class Archive {
    private static final int MOST_FILES = 10_000;
    private static final long MOST_BYTES = 64L << 20;

    private Archive() {}

    /** @throws BundleException where it is no archive, leads outside, names a file twice, or is too large */
    static SortedMap<String, byte[]> files(InputStream archive) throws BundleException {
        var files = new TreeMap<String, byte[]>();
        long left = MOST_BYTES;
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) continue;
                var path = path(entry);
                var content = tar.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
                left -= content.length;
                if (left < 0) throw new BundleException("more than " + MOST_BYTES + " octets in all");
                if (files.put(path, content) != null) throw new BundleException(path + " is there twice");
                if (files.size() > MOST_FILES) throw new BundleException("more than " + MOST_FILES + " files");
            }
        } catch (BundleException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("no tar.gz: " + e.getMessage(), e);
        }
        return files;
    }

    private static String path(TarArchiveEntry entry) throws BundleException {
        var name = entry.getName();
        if (!entry.isFile() || entry.isSymbolicLink() || entry.isLink())
            throw new BundleException(name + " is no regular file");
        var path = name.replaceFirst("^(\\./|/)+", "");
        if (path.isEmpty() || ("/" + path + "/").matches(".*/(|\\.|\\.\\.)/.*") || path.indexOf('\0') >= 0)
            throw new BundleException("a path leads outside: " + name);
        return path;
    }
}
