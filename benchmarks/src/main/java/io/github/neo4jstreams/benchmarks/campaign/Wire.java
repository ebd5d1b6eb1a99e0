package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.BoltProxies;
import io.github.neo4jstreams.testbed.BoltProxy;
import io.github.neo4jstreams.testbed.BoltTransaction;
import java.util.concurrent.Future;

/** What can go wrong between the sink and the database, whatever that is. Thread-safe. */
interface Wire {

    /** The next commit doesn't arrive; done when it has happened. */
    Future<Void> cutBeforeCommit();

    /** The next commit arrives, and nobody hears of it; done when it has happened. */
    Future<Void> cutAfterCommit();

    void refuse();

    void accept();

    void freeze();

    void thaw();

    void withoutWriter();

    void withWriter();

    static Wire of(BoltProxy proxy) {
        return new Wire() {
            @Override
            public Future<Void> cutBeforeCommit() {
                return proxy.cutBeforeCommit(1, BoltTransaction::writes);
            }

            @Override
            public Future<Void> cutAfterCommit() {
                return proxy.cutAfterCommit(1, BoltTransaction::writes);
            }

            @Override
            public void refuse() {
                proxy.refuse();
            }

            @Override
            public void accept() {
                proxy.accept();
            }

            @Override
            public void freeze() {
                proxy.freeze();
            }

            @Override
            public void thaw() {
                proxy.thaw();
            }

            @Override
            public void withoutWriter() {
                proxy.withoutWriter();
            }

            @Override
            public void withWriter() {
                proxy.withWriter();
            }
        };
    }

    static Wire of(BoltProxies proxies) {
        return new Wire() {
            @Override
            public Future<Void> cutBeforeCommit() {
                return proxies.cutBeforeCommit(1, BoltTransaction::writes);
            }

            @Override
            public Future<Void> cutAfterCommit() {
                return proxies.cutAfterCommit(1, BoltTransaction::writes);
            }

            @Override
            public void refuse() {
                proxies.refuse();
            }

            @Override
            public void accept() {
                proxies.accept();
            }

            @Override
            public void freeze() {
                proxies.freeze();
            }

            @Override
            public void thaw() {
                proxies.thaw();
            }

            @Override
            public void withoutWriter() {
                proxies.withoutWriter();
            }

            @Override
            public void withWriter() {
                proxies.withWriter();
            }
        };
    }
}
