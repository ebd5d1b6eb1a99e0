package io.github.neo4jstreams.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.fuzz.HostileNames;
import io.github.neo4jstreams.message.InvalidMessageException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredPropertiesTest {

    @Test
    void namesAreWhatTheyAreWhateverIsInThem() {
        assertThat(HostileNames.ALL)
                .allSatisfy(name -> assertThat(StoredProperties.name("x", name)).isEqualTo(name));
        assertThat(StoredProperties.name("x", new StringBuilder("a"))).isEqualTo("a");
    }

    @Test
    void aNameThatNoServerTakesIsRefused() {
        assertRefused("", "a name in 'labels' is empty");
        assertRefused("a\0b", "a name in 'labels' has a null byte");
        assertRefused(7, "a name in 'labels' is not text but 7");
        assertRefused(null, "a name in 'labels' is not text but null");
    }

    /** It would become a question mark, and so the name of something else. */
    @Test
    void aNameWithHalfACharacterIsRefused() {
        assertRefused("\uD83D", "lone surrogate");
        assertRefused("a\uDE00", "lone surrogate");
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> StoredProperties.of("the state", Map.of("\uD83D", 1)))
                .withMessageContaining("lone surrogate");
    }

    @Test
    void propertiesAsTheyAreStoredAreNotCopied() {
        Map<String, Object> properties = Map.of("name", "Ada", "born", 1815L);
        assertThat(StoredProperties.of("the state", properties)).isSameAs(properties);
    }

    @Test
    void propertiesOfWhichSomeBecomeOthersKeepTheirOrder() {
        Map<Object, Object> properties = new LinkedHashMap<>();
        properties.put("name", "Ada");
        properties.put(new StringBuilder("born"), 'x');
        properties.put("died", null);
        properties.put("at", Instant.EPOCH);
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("name", "Ada");
        stored.put("born", "x");
        stored.put("died", null);
        stored.put("at", Instant.EPOCH.atZone(ZoneOffset.UTC));

        assertThat(StoredProperties.of("the state", properties)).containsExactlyEntriesOf(stored);
    }

    private static void assertRefused(Object name, String why) {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> StoredProperties.name("'labels'", name))
                .withMessageContaining(why);
    }
}
