package org.attestry.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One group of keys, read into a record: {@code new ChallengeConfig(section.duration("ttl", ofSeconds(1), ofMinutes(10)), …)}.
 *
 * <p>A value that will not do is noted and a harmless stand-in returned, so that reading goes on and finds the rest; {@link
 * Settings#read} then throws and nobody sees the stand-in. A name that no {@code reference.conf} declares is a mistake in the
 * program: {@link IllegalStateException}.
 */
public final class Section {
    private final Settings settings;
    private final String prefix;
    private final List<Problem> problems;

    Section(Settings settings, String prefix, List<Problem> problems) {
        this.settings = settings;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** The group below this one; {@code name} may hold dots. */
    public Section section(String name) {
        return new Section(settings, key(name), problems);
    }

    /** The group of that whole name, beside the one that is read: what libraries read themselves, with this one's problems. */
    public Section beside(String group) {
        return new Section(settings, group, problems);
    }

    /** The names of all values below this group that somebody gave, be they in groups of it. */
    public List<String> given() {
        return settings.givenBelow(prefix);
    }

    /** The names in an open group, whose names are the operator's; each is a {@link #section} or a value. */
    public SortedSet<String> names() {
        return settings.names(prefix);
    }

    /** Declares what may stand in a group of an open group, where no {@code reference.conf} can; anything else is a problem. */
    public void allows(String... names) {
        for (var name : names()) {
            if (Arrays.asList(names).contains(name)) continue;
            var near = Nearest.to(name, List.of(names)).map(this::key);
            var allowed = Optional.of(String.join(", ", names));
            problems.add(new Problem(key(name), entry(name).source(), Optional.empty(), "is not a key", allowed, near));
        }
    }

    /** Whether a value was given: false where the default is {@code null} and nobody said more. */
    public boolean has(String name) {
        return entry(name).isSet();
    }

    /** Text as it stands, not empty. */
    public String text(String name) {
        return read(name, "", "a text that is not empty", Values::nonEmptyText);
    }

    /** Text that may be left out. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A text of the given form. */
    public String text(String name, Pattern form, String inWords) {
        return read(name, "", inWords, value -> {
            var text = Values.text(value);
            return form.matcher(text).matches() ? text : null;
        });
    }

    /** A duration with its unit, {@code 90s}, {@code 2m}, from {@code least} to {@code most}. */
    public Duration duration(String name, Duration least, Duration most) {
        var allowed =
                "a duration from " + Spelled.of(least) + " to " + Spelled.of(most) + ", with its unit (ms, s, m, h, d)";
        return read(name, least, allowed, value -> {
            var duration = Values.duration(value);
            return duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0 ? null : duration;
        });
    }

    /** A number of octets, {@code 64 KiB}, {@code 1 MiB}, from {@code least} to {@code most}. */
    public long size(String name, long least, long most) {
        var allowed = "a size from " + Spelled.octets(least) + " to " + Spelled.octets(most);
        return read(name, least, allowed, value -> {
            long size = Values.octets(value);
            return size < least || size > most ? null : size;
        });
    }

    /** A whole number from {@code least} to {@code most}. */
    public int whole(String name, int least, int most) {
        return read(name, least, "a whole number from " + least + " to " + most, value -> {
            int number = Integer.parseInt(Values.text(value));
            return number < least || number > most ? null : number;
        });
    }

    /** A number with a fraction, from {@code least} to {@code most}. */
    public double decimal(String name, double least, double most) {
        return read(name, least, "a number from " + least + " to " + most, value -> {
            double number = Double.parseDouble(Values.text(value));
            return number >= least && number <= most ? number : null;
        });
    }

    /** True or false. */
    public boolean bool(String name) {
        return read(name, false, "true, false", Values::bool);
    }

    /** One of an enumeration, written in lower case with words joined by {@code -}. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        var byName = new TreeMap<String, E>();
        for (var constant : type.getEnumConstants()) {
            byName.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        var standIn = type.getEnumConstants()[0];
        var entry = entry(name);
        var near = entry.value()
                .filter(value -> value.valueType() == ConfigValueType.STRING)
                .flatMap(value -> Nearest.to(Values.text(value), byName.keySet()));
        return entry.read(standIn, String.join(", ", byName.keySet()), near, value -> byName.get(Values.text(value)));
    }

    /** {@code host:port}. */
    public HostPort address(String name) {
        var standIn = new HostPort("localhost", 0);
        return read(name, standIn, "host:port, IPv6 in brackets", value -> HostPort.parse(Values.text(value)));
    }

    /** {@code host:port} that may be left out. */
    public Optional<HostPort> optionalAddress(String name) {
        return has(name) ? Optional.of(address(name)) : Optional.empty();
    }

    /** A path; relative ones in a file start at the folder of that file, others at the working directory. */
    public Path path(String name) {
        return read(name, Path.of(""), "a path", value -> {
            var text = Values.nonEmptyText(value);
            return text == null ? null : entry(name).base().resolve(text).normalize();
        });
    }

    /** A path that may be left out. */
    public Optional<Path> optionalPath(String name) {
        return has(name) ? Optional.of(path(name)) : Optional.empty();
    }

    /** Texts in order; on the command line and in the environment they are joined by commas. */
    public List<String> texts(String name) {
        return read(name, List.of(), "a list of texts", Values::texts);
    }

    /** Paths in order, relative ones as in {@link #path}. */
    public List<Path> paths(String name) {
        return texts(name).stream()
                .map(text -> entry(name).base().resolve(text).normalize())
                .toList();
    }

    /** Text by name, the names being the operator's. */
    public Map<String, String> textByName() {
        var all = new TreeMap<String, String>();
        names().forEach(name -> all.put(name, text(name)));
        return all;
    }

    /** Notes a problem unless {@code holds}: what a single key's range cannot say, f.e. that one duration exceeds another. */
    public void require(String name, boolean holds, String allowed) {
        if (!holds) entry(name).note("does not go with the rest", allowed, Optional.empty());
    }

    /** Notes a problem unless {@code name}, where it is set, names a regular file that this user can read. */
    public void requireFile(String name) {
        if (has(name)) requireReadable(name, path(name), ReadablePath::asRegularFile);
    }

    /** Notes a problem unless {@code name}, where it is set, names a device or file that this user can read. */
    public void requireDevice(String name) {
        if (has(name)) requireReadable(name, path(name), ReadablePath::asFile);
    }

    /** Notes a problem for each of the files that {@code name} lists, as {@link #paths} reads it, that this user cannot read. */
    public void requireFiles(String name) {
        paths(name).forEach(file -> requireReadable(name, file, ReadablePath::asRegularFile));
    }

    /** Notes a problem unless {@code name}, where it is set, names a folder that this user can read. */
    public void requireFolder(String name) {
        if (has(name)) requireReadable(name, path(name), ReadablePath::asFolder);
    }

    /**
     * Notes a problem unless {@code folder}, which lies in what {@code name} names, can be written by this user or else be made. One in a
     * default folder that is not there is made wherever the start is, and not looked at.
     */
    public void requireWritableFolder(String name, Path folder) {
        if (entry(name).source() instanceof Source.Default && Files.notExists(path(name))) return;
        WritableFolder.problem(folder).ifPresent(what -> refuse(name, what));
    }

    /** Notes a problem unless {@code host}, which {@code name} names, is this machine's own. */
    public void requireOwnHost(String name, String host) {
        CannotListen.anywhereAt(host).ifPresent(why -> refuse(name, why));
    }

    /** Whether nothing was noted of these names, so that what they say can be tried. */
    public boolean sound(String... names) {
        var keys = Stream.of(names).map(this::key).toList();
        return problems.stream().noneMatch(problem -> keys.contains(problem.key()));
    }

    /** Notes that {@code name} says something that was tried and will not do. */
    public void refuse(String name, String why) {
        var entry = entry(name);
        problems.add(new Problem(
                key(name), entry.source(), entry.shown(), "will not do: " + why, Optional.empty(), Optional.empty()));
    }

    private void requireReadable(String name, Path path, Function<Path, Optional<String>> look) {
        var what = look.apply(path);
        if (what.isEmpty()) return;
        var given = entry(name).shown().orElse("");
        var named = given.equals(path.toString()) ? what.get() : "names " + path + ", which " + what.get();
        entry(name).note(named, "one that this user can read", Optional.empty());
    }

    Problem unfit(String why) {
        return new Problem(prefix, new Source.Default(), Optional.empty(), why, Optional.empty(), Optional.empty());
    }

    private <T> T read(String name, T standIn, String allowed, Function<ConfigValue, @Nullable T> reader) {
        return entry(name).read(standIn, allowed, Optional.empty(), reader);
    }

    private Entry entry(String name) {
        return new Entry(settings, prefix, name, problems);
    }

    private String key(String name) {
        return prefix + "." + name;
    }
}
