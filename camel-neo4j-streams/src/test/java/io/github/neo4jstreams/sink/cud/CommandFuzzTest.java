package io.github.neo4jstreams.sink.cud;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.fuzz.Fuzz;
import io.github.neo4jstreams.fuzz.HostileNames;
import io.github.neo4jstreams.fuzz.Mutation;
import io.github.neo4jstreams.fuzz.SinkRun;
import io.github.neo4jstreams.sink.Servers;
import io.github.neo4jstreams.sink.SinkStrategy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Commands as they should be and as they come: as maps, as JSON text, with names and values of all kinds. */
class CommandFuzzTest {

    private final SinkStrategy sink = new CudSink(false).prepare(Servers.of("5.26"));

    private Fuzz fuzz;

    @Test
    void whateverComesIsPlannedOrRefusedAsBadData() {
        SinkRun run = new SinkRun();
        Fuzz.inputs(20260301, each -> {
            fuzz = each;
            Object value = fuzz.show(fuzz.oneIn(4) ? new ArrayList<>(fuzz.list(this::command)) : command());
            Mutation mutation = new Mutation(fuzz);
            int mutations = Math.max(0, fuzz.below(5) - 1);
            for (int i = 0; i < mutations; i++) {
                mutation.of(value);
            }
            int wrongBytes = 0;
            if (fuzz.oneIn(2)) {
                wrongBytes = fuzz.oneIn(2) ? 0 : 1 + fuzz.below(2);
                value = fuzz.show(mutation.json(value, wrongBytes));
            }
            boolean accepted = run.accepts(fuzz, sink, value, null, Map.of());
            if (mutations + wrongBytes == 0) {
                assertThat(accepted).as("accepted").isTrue();
            }
        });
        assertThat(run.accepted()).as("accepted").isGreaterThanOrEqualTo(Fuzz.INPUTS / 3);
        assertThat(run.refused()).as("refused").isGreaterThanOrEqualTo(Fuzz.INPUTS / 20);
    }

    // the grammar

    private Map<String, Object> command() {
        Map<String, Object> command = new LinkedHashMap<>();
        boolean node = fuzz.oneIn(2);
        String op = fuzz.oneOf("create", "update", "merge", "delete");
        command.put("type", cased(node ? "node" : "relationship"));
        command.put("op", cased(op));
        if (fuzz.oneIn(3)) {
            command.put("detach", fuzz.oneOf(true, false, null));
        }
        if (fuzz.oneIn(4) && !op.equals("delete")) {
            command.put("properties", null);
        } else if (fuzz.oneIn(4)) {
            command.put("properties", properties());
        }
        if (node) {
            labels(command);
            if (!op.equals("create")) {
                command.put("ids", ids(!op.equals("merge")));
            }
        } else {
            command.put("rel_type", name());
            boolean mayMerge = op.equals("create") || op.equals("merge");
            command.put("from", end(mayMerge));
            command.put("to", end(mayMerge));
            if (!op.equals("create") && fuzz.oneIn(2)) {
                command.put("ids", ids(!op.equals("merge")));
            }
        }
        return command;
    }

    private Map<String, Object> end(boolean mayMerge) {
        boolean merge = mayMerge && fuzz.oneIn(2);
        Map<String, Object> end = new LinkedHashMap<>();
        if (merge || fuzz.oneIn(2)) {
            end.put("op", cased(merge ? "merge" : "match"));
        }
        labels(end);
        end.put("ids", ids(!merge));
        return end;
    }

    private void labels(Map<String, Object> owner) {
        if (!fuzz.oneIn(8)) {
            owner.put("labels", fuzz.list(this::name));
        }
    }

    private Map<String, Object> ids(boolean internal) {
        if (internal && fuzz.oneIn(4)) {
            return fuzz.oneIn(2)
                    ? map("_id", fuzz.<Object>oneOf(7L, 7, (short) 7, BigInteger.TEN))
                    : map("_elementId", fuzz.oneOf("4:x:1", "nobody", ""));
        }
        Map<String, Object> ids = new LinkedHashMap<>();
        do {
            ids.put(name(), scalar());
        } while (fuzz.oneIn(3));
        return ids;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = fuzz.below(4); i > 0; i--) {
            properties.put(name(), value());
        }
        return properties;
    }

    private Object value() {
        return switch (fuzz.below(6)) {
            case 0 -> null;
            case 1 -> fuzz.list(fuzz::number);
            case 2 -> map("type", "TLD", "TLD", "2026-02-03");
            case 3 -> map("srid", 7203L, "x", 1.5, "y", 2L);
            default -> scalar();
        };
    }

    private Object scalar() {
        return fuzz.<Object>oneOf(
                fuzz.number(),
                1,
                0.5,
                -0.0,
                1e300,
                true,
                "text",
                "`}) DETACH DELETE n //",
                LocalDate.EPOCH.toString(),
                UUID.nameUUIDFromBytes(new byte[] {1}),
                new byte[] {1, 2},
                new BigDecimal("1.50"),
                BigInteger.TWO,
                'c',
                7.5f);
    }

    /** Often the same, so that batches meet the same nodes. */
    private String name() {
        return fuzz.oneIn(3) ? fuzz.oneOf(HostileNames.ALL) : fuzz.oneOf("A", "B", "id", "name");
    }

    private String cased(String word) {
        return switch (fuzz.below(4)) {
            case 0 -> word.toUpperCase(Locale.ROOT);
            case 1 -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            default -> word;
        };
    }
}
