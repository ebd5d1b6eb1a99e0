package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

@Timeout(30)
class RetryTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Outage outage = new Outage("neo4j://a");
    private final AtomicBoolean unwanted = new AtomicBoolean();
    private final Retry retry = new Retry(outage, unwanted::get, GraphListener.NONE);
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void successIsReturnedAtOnce() {
        assertThat(retry.call(Duration.ZERO, () -> attempts.incrementAndGet())).isEqualTo(1);
        assertThat(outage.since()).isNull();
    }

    @Nested
    class Infrastructure {

        @Test
        void isTriedAgainUntilItIsBack() {
            String result = retry.call(LONG, failing(2, () -> new SessionExpiredException("gone")));

            assertThat(result).isEqualTo("done");
            assertThat(attempts).hasValue(3);
            assertThat(outage.since()).isNull();
        }

        @Test
        void isGivenUpWithTheDriversOwnErrorWhenPatienceIsOver() {
            AtomicInteger numbered = new AtomicInteger();

            Throwable error = catchThrowable(() -> retry.call(
                    Duration.ofMillis(500),
                    failing(
                            Integer.MAX_VALUE,
                            () -> new ServiceUnavailableException("no " + numbered.incrementAndGet()))));

            assertThat(error).isInstanceOf(ServiceUnavailableException.class).hasMessage("no " + attempts.get());
            assertThat(attempts.get()).as("attempts").isGreaterThan(1);
            assertThat(outage.since()).as("still waited for").isNotNull();
        }

        @Test
        void isTriedOnceWithoutAnyPatience() {
            Throwable error = catchThrowable(() ->
                    retry.call(Duration.ZERO, failing(Integer.MAX_VALUE, () -> new SessionExpiredException("gone"))));

            assertThat(error).isInstanceOf(SessionExpiredException.class);
            assertThat(attempts).hasValue(1);
        }
    }

    @Nested
    class EverythingElse {

        @Test
        void isThrownAtOnce() {
            for (RuntimeException error : new RuntimeException[] {
                new ClientException("Neo.ClientError.Schema.ConstraintValidationFailed", "exists"),
                new ConfigurationException("off"),
                new IllegalStateException("bug")
            }) {
                attempts.set(0);

                assertThat(catchThrowable(() -> retry.call(LONG, failing(1, () -> error))))
                        .isSameAs(error);
                assertThat(attempts).hasValue(1);
                assertThat(outage.since()).isNull();
            }
        }
    }

    @Nested
    class WhenNobodyWaitsAnyMore {

        @Test
        void theWaitEndsSoonWithTheErrorThatIsWaitedOut() {
            SessionExpiredException gone = new SessionExpiredException("gone");
            CompletableFuture<String> waiting =
                    CompletableFuture.supplyAsync(() -> retry.call(null, failing(Integer.MAX_VALUE, () -> gone)));
            await().until(() -> outage.since() != null);

            unwanted.set(true);

            assertThat(waiting)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCause(gone);
        }

        @Test
        void whateverFailsIsNotTriedAgain() {
            unwanted.set(true);

            assertThat(catchThrowable(() ->
                            retry.call(LONG, failing(Integer.MAX_VALUE, () -> new SessionExpiredException("gone")))))
                    .isInstanceOf(SessionExpiredException.class);
            assertThat(attempts).hasValue(1);
        }

        @Test
        void whatSucceedsIsReturned() {
            unwanted.set(true);

            assertThat(retry.call(LONG, () -> "done")).isEqualTo("done");
        }

        @Test
        void anInterruptSaysTheSameAndIsKept() {
            Thread.currentThread().interrupt();

            Throwable error = catchThrowable(
                    () -> retry.call(LONG, failing(Integer.MAX_VALUE, () -> new SessionExpiredException("gone"))));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(error).isInstanceOf(SessionExpiredException.class);
            assertThat(attempts).hasValue(1);
        }
    }

    private Supplier<String> failing(int times, Supplier<RuntimeException> error) {
        return () -> {
            if (attempts.incrementAndGet() <= times) {
                throw error.get();
            }
            return "done";
        };
    }
}
