package io.github.neo4jstreams.benchmarks.campaign;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * From the first record to the verdict, which is the same in all campaigns.
 *
 * @param feed     not started yet
 * @param progress of the routes
 * @param routes   not started yet
 * @param faults   that can be
 */
record CampaignRun(CampaignOptions options, Feed feed, Progress progress, Routes routes, Faults faults) {

    private static final long SAY_MILLIS = 5_000;

    /** @param check comes to a verdict when everything is at rest; it is told why the run ended early, or null if it didn't */
    Outcome run(Function<String, Verdict> check) throws Exception {
        Schedule schedule =
                Schedule.of(options.seed(), faults.kinds(options.kinds()), options.faults(), options.records());
        try (Pauses pauses = new Pauses(progress, feed)) {
            FaultRunner runner =
                    new FaultRunner(faults.all(), schedule, options.records(), feed, progress, pauses, routes);
            routes.begin();
            feed.start();
            pauses.start();
            String stuck = stuck(runner, pauses);
            Timeline timeline = pauses.timeline();
            List<Injection> injections = runner.injections();
            System.out.println("checking …");
            routes.stop();
            return new Outcome(options, check.apply(stuck), timeline, injections);
        }
    }

    private String stuck(FaultRunner runner, Pauses pauses) throws Exception {
        Thread talk = talk(pauses);
        try {
            runner.run();
            return null;
        } catch (TimeoutException e) {
            // what is missing will be found, and that is the point
            return e.getMessage();
        } finally {
            talk.interrupt();
        }
    }

    private Thread talk(Pauses pauses) {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        try {
                            Thread.sleep(SAY_MILLIS);
                        } catch (InterruptedException e) {
                            return;
                        }
                        System.out.println("%8s  %,d of %,d records done, %,d given, %,d arrived"
                                .formatted(
                                        TextReport.time(pauses.now()),
                                        progress.committed(),
                                        options.records(),
                                        feed.acknowledged(),
                                        progress.written()));
                    }
                },
                "talk");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
