package org.attestry.rego.builtin;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The events of a YAML text, nested no deeper than is said: who composes nodes of them calls itself for each level. */
final class BoundedYaml implements Parser {
    /** The levels that a document may have. Go's library has 10,000. */
    static final int DEEPEST = 256;

    private final Parser events;
    private int depth;

    private BoundedYaml(Parser events) {
        this.events = events;
    }

    /** Composes the nodes of {@code text}; fails with {@link #tooDeep} where there are too many levels. */
    static Composer composer(LoadSettings settings, String text) {
        return new Composer(settings, new BoundedYaml(new ParserImpl(settings, new StreamReader(settings, text))));
    }

    /** What is told of a document with more levels. */
    static BuiltinFailure tooDeep() {
        return BuiltinFailure.of("yaml: exceeded max depth of " + DEEPEST);
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return events.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        var event = events.next();
        switch (event.getEventId()) {
            case SequenceStart, MappingStart -> {
                if (++depth > DEEPEST) throw tooDeep();
            }
            case SequenceEnd, MappingEnd -> depth--;
            case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
        }
        return event;
    }
}
