package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** A driver talks to nobody before its first session, so these are real ones. */
class ConnectionsTest {

    private final Connections connections = new Connections();
    private final List<Connection> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Connection::close);
    }

    @Nested
    class EqualSettings {

        @Test
        void shareADriverAndItsBookmarks() {
            Connection first = open("neo4j://a", "secret");
            Connection second = open("neo4j://a", "secret");

            assertThat(second.driver()).isSameAs(first.driver());
            assertThat(second.bookmarks()).isSameAs(first.bookmarks());
        }

        @Test
        void closeItWithTheirLastUser() {
            Connection first = open("neo4j://a", "secret");
            Connection second = open("neo4j://a", "secret");

            first.close();
            assertOpen(second.driver());

            second.close();
            assertClosed(second.driver());
        }

        @Test
        void countAUserThatClosesTwiceOnce() {
            Connection first = open("neo4j://a", "secret");
            Connection second = open("neo4j://a", "secret");

            first.close();
            first.close();

            assertOpen(second.driver());
        }

        @Test
        void openAnotherDriverAfterTheLastWasClosed() {
            Connection first = open("neo4j://a", "secret");
            first.close();

            Connection second = open("neo4j://a", "secret");

            assertThat(second.driver()).isNotSameAs(first.driver());
            assertOpen(second.driver());
        }
    }

    @Nested
    class DifferentSettings {

        @Test
        void haveDriversOfTheirOwn() {
            Connection first = open("neo4j://a", "secret");
            Connection other = open("neo4j://b", "secret");
            Connection otherPassword = open("neo4j://a", "another");

            assertThat(List.of(first.driver(), other.driver(), otherPassword.driver()))
                    .doesNotHaveDuplicates();
            assertThat(other.bookmarks()).isNotSameAs(first.bookmarks());
        }

        @Test
        void areClosedEachByItself() {
            Connection first = open("neo4j://a", "secret");
            Connection other = open("neo4j://b", "secret");

            first.close();

            assertOpen(other.driver());
        }
    }

    @Nested
    class AGivenDriver {

        private boolean closed;
        private final Driver given = driver();

        @Test
        void isNeverClosed() {
            connections.over(given).close();
            connections.over(given).close();

            assertThat(closed).isFalse();
        }

        @Test
        void isUsedAsItIsAndSharesItsBookmarks() {
            assertThat(connections.over(given).driver()).isSameAs(given);
            assertThat(connections.over(given).bookmarks())
                    .isSameAs(connections.over(given).bookmarks());
            assertThat(connections.over(driver()).bookmarks())
                    .isNotSameAs(connections.over(given).bookmarks());
        }

        @Test
        void isNotTakenForADirectOneBecauseNobodyKnows() {
            assertThat(connections.over(given).direct()).isFalse();
            assertThat(open("bolt://a", "secret").direct()).isTrue();
            assertThat(open("neo4j://a", "secret").direct()).isFalse();
        }

        private Driver driver() {
            return (Driver) Proxy.newProxyInstance(
                    Driver.class.getClassLoader(), new Class<?>[] {Driver.class}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "equals":
                                return proxy == arguments[0];
                            case "hashCode":
                                return System.identityHashCode(proxy);
                            case "close", "closeAsync":
                                closed = true;
                                return null;
                            default:
                                throw new UnsupportedOperationException(method.getName());
                        }
                    });
        }
    }

    @Test
    void anAddressForLogsNamesEverySeedAndNoSecret() {
        assertThat(open("neo4j://a,b:7688", "secret").address()).isEqualTo("neo4j://a,neo4j://b:7688");
    }

    private Connection open(String uri, String password) {
        Connection connection = connections.open(new ConnectionSettings(
                ConnectionSettings.parseSeeds(uri),
                Credentials.basic("ann", password, null),
                Encryption.BY_SCHEME,
                Pooling.DEFAULT));
        opened.add(connection);
        return connection;
    }

    private static void assertOpen(Driver driver) {
        assertThatNoException().isThrownBy(driver::isEncrypted);
    }

    private static void assertClosed(Driver driver) {
        assertThatIllegalStateException().isThrownBy(driver::isEncrypted);
    }
}
