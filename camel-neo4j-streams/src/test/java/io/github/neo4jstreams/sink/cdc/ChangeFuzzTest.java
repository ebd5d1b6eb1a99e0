package io.github.neo4jstreams.sink.cdc;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.fuzz.EventGrammar;
import io.github.neo4jstreams.fuzz.Fuzz;
import io.github.neo4jstreams.fuzz.HostileNames;
import io.github.neo4jstreams.fuzz.Mutation;
import io.github.neo4jstreams.fuzz.SinkRun;
import io.github.neo4jstreams.sink.Servers;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Change events and tombstones with keys of all kinds, whole and broken. */
class ChangeFuzzTest {

    @Test
    void whateverComesIsCopiedByKeyOrRefusedAsBadData() {
        comes(20260401, new SchemaSink());
    }

    @Test
    void whateverComesIsCopiedByIdOrRefusedAsBadData() {
        comes(20260501, new SourceIdSink("Source`Event", "source\\u0060Id"));
    }

    private static void comes(long seed, SinkDefinition definition) {
        SinkStrategy sink = definition.prepare(Servers.of("5.26"));
        SinkRun run = new SinkRun();
        Fuzz.inputs(seed, fuzz -> {
            boolean tombstone = fuzz.oneIn(5);
            Object message = fuzz.show(tombstone ? key(fuzz) : new EventGrammar(fuzz).event());
            Mutation mutation = new Mutation(fuzz);
            for (int i = fuzz.below(4); i > 0; i--) {
                mutation.of(message);
            }
            if (fuzz.oneIn(2)) {
                message = fuzz.show(mutation.json(message, Math.max(0, fuzz.below(4) - 1)));
            } else if (fuzz.oneIn(50)) {
                message = fuzz.show(mutation.anything());
            }
            Map<String, Object> headers = tombstone && fuzz.oneIn(2) ? note(fuzz) : Map.of();
            run.accepts(fuzz, sink, tombstone ? null : message, tombstone ? message : null, headers);
        });
        assertThat(run.accepted()).as("accepted").isGreaterThanOrEqualTo(Fuzz.INPUTS / 10);
        assertThat(run.refused()).as("refused").isGreaterThanOrEqualTo(Fuzz.INPUTS / 20);
    }

    /** What our own tombstones say about themselves, whole or cut off or of something else. */
    private static Map<String, Object> note(Fuzz fuzz) {
        Map<String, Object> note = map(
                "operation", fuzz.oneOf("DELETE", "UPDATE", "CREATE", "?"),
                "eventType", fuzz.oneOf("NODE", "RELATIONSHIP", "?"),
                "elementId", fuzz.oneOf("4:x:1", "5:x:1", ""),
                "type", name(fuzz),
                "keys",
                        fuzz.oneIn(2)
                                ? map(name(fuzz), new ArrayList<>(List.of(map(name(fuzz), fuzz.number()))))
                                : new ArrayList<>(),
                "start", map("elementId", "4:x:1", "keys", map(name(fuzz), map(name(fuzz), fuzz.number()))),
                "end", map("elementId", "4:x:2", "keys", map(name(fuzz), map(name(fuzz), fuzz.number()))));
        new Mutation(fuzz).of(note);
        String text;
        try {
            text = Json.write(note);
        } catch (UnsupportedValueException e) {
            text = String.valueOf(note);
        }
        return Map.of(
                "neo4j-streams.tombstone", fuzz.oneIn(4) ? text.substring(0, fuzz.below(text.length() + 1)) : text);
    }

    private static Object key(Fuzz fuzz) {
        return switch (fuzz.below(5)) {
            case 0 -> map("elementId", fuzz.oneOf("4:x:1", "5:x:1", ""));
            case 1 -> map("keys", map(name(fuzz), new ArrayList<>(List.of(map(name(fuzz), fuzz.number())))));
            case 2 -> node(fuzz);
            case 3 -> map("start", node(fuzz), "end", node(fuzz), "label", name(fuzz));
            default -> fuzz.list(() -> node(fuzz));
        };
    }

    private static Map<String, Object> node(Fuzz fuzz) {
        return map("labels", fuzz.list(() -> name(fuzz)), "ids", map(name(fuzz), fuzz.number()));
    }

    private static String name(Fuzz fuzz) {
        return fuzz.oneIn(3) ? fuzz.oneOf(HostileNames.ALL) : fuzz.oneOf("A", "B");
    }
}
