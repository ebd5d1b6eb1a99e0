package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.benchmarks.campaign.CommitWindow.Stage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommitWindowTest {

    private static final long LONG = 30_000;

    @TempDir
    Path directory;

    private CommitWindow campaign() {
        return new CommitWindow(directory, null);
    }

    private CommitWindow replica(String name) {
        return new CommitWindow(directory, name);
    }

    @Test
    void whoComesToAnArmedStageStandsStillUntilItIsReleased() throws Exception {
        CompletableFuture<Void> passing = new CompletableFuture<>();

        String held = campaign()
                .hold(
                        Stage.DURING,
                        () -> CompletableFuture.runAsync(() -> replica("one").pass(Stage.DURING))
                                .thenRun(() -> passing.complete(null)),
                        LONG);

        assertThat(held).isEqualTo("one");
        assertThat(passing).isNotDone();
        campaign().release(Stage.DURING);
        passing.get(LONG, TimeUnit.MILLISECONDS);
    }

    @Test
    void othersPassWhileOneStandsStill() throws Exception {
        campaign()
                .hold(
                        Stage.AFTER,
                        () -> CompletableFuture.runAsync(() -> replica("one").pass(Stage.AFTER)),
                        LONG);

        replica("two").pass(Stage.AFTER);
        replica("two").pass(Stage.BEFORE);
        campaign().release(Stage.AFTER);
        replica("one").pass(Stage.AFTER);
    }

    @Test
    void aStageThatNobodyComesToIsNotArmedAnyMore() throws Exception {
        assertThatThrownBy(() -> campaign().hold(Stage.BEFORE, () -> {}, 1))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no route came to the stage BEFORE of a commit within 1 ms");

        replica("one").pass(Stage.BEFORE);
    }
}
