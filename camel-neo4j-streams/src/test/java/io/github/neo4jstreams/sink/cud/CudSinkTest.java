package io.github.neo4jstreams.sink.cud;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.NodeAction;
import io.github.neo4jstreams.sink.Servers;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CudSinkTest {

    @Test
    void anInternalIdMayBeAnyWholeNumberAndIsSentAsTheDriverTakesIt() {
        assertThat(keys(map("_id", 7L))).containsExactly(7L);
        assertThat(keys(map("_id", (short) 7))).containsExactly((short) 7);
        assertThat(keys(map("_id", BigInteger.valueOf(7)))).containsExactly(7L);
        assertThat(keys(map("_id", new AtomicLong(7)))).containsExactly(7L);
    }

    @Test
    void anElementIdMayBeAnyTextAndIsSentAsTheDriverTakesIt() {
        assertThat(keys(map("_elementId", new StringBuilder("4:x:7")))).containsExactly("4:x:7");
    }

    @Test
    void namesThatAreNoTextAreReadAsText() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> actions(new TreeMap<>(Map.of(1, 2))))
                .withMessageContaining("'type' is missing");
        assertThat(keys(new TreeMap<>(Map.of(1, 2)))).containsExactly(2);
    }

    private static List<Object> keys(Map<?, ?> ids) {
        return ((NodeAction)
                        actions(map("type", "node", "op", "update", "ids", ids)).get(0))
                .keys();
    }

    private static List<GraphAction> actions(Object command) {
        return new CudSink(false)
                .prepare(Servers.of("5.26"))
                .actions(new Message(MessageFormat.DEFAULT, command, null, Map.of(), null, null));
    }
}
