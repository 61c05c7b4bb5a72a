package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Whether two simple patterns have a word in common: letters, {@code .}, sets like {@code [a-z]}, each with {@code *}
 * or {@code +} behind it.
 */
final class GlobIntersection {
    private static final int ALPHABET = 128;

    /** One position of a pattern. */
    private record Item(BitSet letters, boolean optional, boolean repeats) {}

    private GlobIntersection() {}

    static boolean intersect(BuiltinContext context, String a, String b) {
        var left = parse(a);
        var right = parse(b);
        context.charge((long) left.size() * right.size());
        return search(left, right);
    }

    /** Walks pairs of positions that a common prefix can reach. */
    private static boolean search(List<Item> left, List<Item> right) {
        int width = right.size() + 1;
        var seen = new BitSet((left.size() + 1) * width);
        var todo = new ArrayList<Integer>();
        todo.add(0);
        seen.set(0);
        while (!todo.isEmpty()) {
            int at = todo.removeLast();
            int i = at / width;
            int j = at % width;
            if (i == left.size() && j == right.size()) return true;
            for (int next : next(left, right, i, j, width)) {
                if (seen.get(next)) continue;
                seen.set(next);
                todo.add(next);
            }
        }
        return false;
    }

    private static List<Integer> next(List<Item> left, List<Item> right, int i, int j, int width) {
        var found = new ArrayList<Integer>();
        var x = i < left.size() ? left.get(i) : null;
        var y = j < right.size() ? right.get(j) : null;
        if (x != null && x.optional) found.add((i + 1) * width + j);
        if (y != null && y.optional) found.add(i * width + j + 1);
        if (x == null || y == null || !x.letters.intersects(y.letters)) return found;
        found.add((i + 1) * width + j + 1);
        if (x.repeats) found.add(i * width + j + 1);
        if (y.repeats) found.add((i + 1) * width + j);
        return found;
    }

    private static List<Item> parse(String pattern) {
        var items = new ArrayList<Item>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            var letters = new BitSet(ALPHABET);
            int start = at;
            switch (c) {
                case '.' -> letters.set(0, ALPHABET);
                case '[' -> at = set(pattern, at, letters);
                case ']', '*', '+' -> throw invalid(pattern, at, c);
                case '\\' -> {
                    if (++at >= pattern.length()) throw invalid(pattern, at, c);
                    letters.set(Math.min(pattern.charAt(at), ALPHABET - 1));
                }
                default -> letters.set(Math.min(c, ALPHABET - 1));
            }
            if (start >= pattern.length()) break;
            at++;
            char flag = at < pattern.length() ? pattern.charAt(at) : 0;
            if (flag == '*' || flag == '+') at++;
            items.add(new Item(letters, flag == '*', false));
            if (flag == '*') items.set(items.size() - 1, new Item(letters, true, true));
            else if (flag == '+') plus(items, letters);
        }
        return items;
    }

    private static void plus(List<Item> items, BitSet letters) {
        items.set(items.size() - 1, new Item(letters, false, false));
        items.add(new Item(letters, true, true));
    }

    private static int set(String pattern, int open, BitSet letters) {
        int at = open + 1;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            char from = pattern.charAt(at);
            if (from == '\\' && at + 1 < pattern.length()) from = pattern.charAt(++at);
            char to = from;
            if (at + 2 < pattern.length() && pattern.charAt(at + 1) == '-' && pattern.charAt(at + 2) != ']') {
                to = pattern.charAt(at + 2);
                at += 2;
            }
            if (to < from) throw invalid(pattern, at, '-');
            letters.set(Math.min(from, ALPHABET - 1), Math.min(to, ALPHABET - 1) + 1);
            at++;
        }
        if (at >= pattern.length()) throw invalid(pattern, open, '[');
        return at;
    }

    private static BuiltinFailure invalid(String pattern, int at, char c) {
        return BuiltinFailure.of(
                "input:" + pattern + ", pos:" + at + ", unexpected '" + c + "': the input provided is invalid");
    }
}
