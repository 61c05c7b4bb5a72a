package org.attestry.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that somebody probably meant; public, since a command line has the same question for its words. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the fewest changed, missing, added or swapped characters; for dotted keys one that ends in the same name is
     * near however its groups are called.
     *
     * @return empty where nothing is near: more than a third of the characters differ
     */
    public static Optional<String> to(String given, Collection<String> candidates) {
        var sameName = candidates.stream()
                .filter(candidate -> lastName(candidate).equals(lastName(given)))
                .min(byDistance(given));
        var closest = candidates.stream()
                .filter(candidate -> distance(given, candidate) <= Math.max(1, given.length() / 3))
                .min(byDistance(given));
        var longer = candidates.stream()
                .filter(candidate -> candidate.startsWith(given))
                .min(byDistance(given));
        return closest.filter(candidate -> distance(given, candidate) <= 2)
                .or(() -> longer)
                .or(() -> sameName)
                .or(() -> closest);
    }

    private static Comparator<String> byDistance(String given) {
        return Comparator.<String>comparingInt(candidate -> distance(given, candidate))
                .thenComparing(Comparator.naturalOrder());
    }

    private static String lastName(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Optimal string alignment distance: three rows of the edit table are enough, since a swap looks back two. */
    static int distance(String a, String b) {
        int[] twoBack = new int[b.length() + 1];
        int[] back = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) back[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) row[j] = cell(a, b, i, j, twoBack, back, row);
            int[] spare = twoBack;
            twoBack = back;
            back = row;
            row = spare;
        }
        return back[b.length()];
    }

    private static int cell(String a, String b, int i, int j, int[] twoBack, int[] back, int[] row) {
        int changed = back[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, Math.min(back[j], row[j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, twoBack[j - 2] + 1) : least;
    }
}
