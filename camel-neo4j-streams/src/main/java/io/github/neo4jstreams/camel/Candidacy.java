package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Lease;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's way through one start of a view: asks for the lease, renews it, tells when it leads and when not any more, and gives
 * the lease back. Thread-safe.
 *
 * <p>Three threads, because each may be held up while the others must go on: one waits for the server, one for those who are
 * told, and one looks at the clock.
 */
final class Candidacy {

    private static final Logger LOG = LoggerFactory.getLogger(GraphClusterService.class);

    /** How soon it is seen that something is due; far less than a lease has in reserve. */
    private static final long TICK_MS = 50;

    /** How long a consumer that is told to stop may go on before it is seen whether it is still busy. */
    private static final long SETTLED_MS = 200;

    /** How long a stop waits for the server at most: the lease expires by itself. */
    private static final long LONGEST_FAREWELL_MS = 5_000;

    private final GraphClusterService service;
    private final CamelContext camelContext;
    private final Lease lease;
    private final String name;
    private final String member;
    private final Runnable changed;
    private final ExecutorService asking;
    private final ScheduledExecutorService ticking;

    /** Whoever has it may tell, and change what was told. */
    private final Object telling = new Object();

    private volatile boolean told;
    private volatile boolean stopped;
    private volatile long stoppedAt;
    private long toldAt = System.nanoTime();

    // of the thread that looks at the clock
    private Future<?> question;
    private long askedAt = System.nanoTime();

    // of the thread that waits for the server
    private volatile boolean waiting;
    private volatile long interval;
    private String lastSeen;
    private String lastFailure;

    /** @param changed called whenever {@link #leads()} has changed, and now and then while it is false */
    Candidacy(GraphClusterService service, Lease lease, String name, String member, Runnable changed) {
        this.service = service;
        this.camelContext = service.getCamelContext();
        this.lease = lease;
        this.name = name;
        this.member = member;
        this.changed = changed;
        ExecutorServiceManager threads = camelContext.getExecutorServiceManager();
        asking = threads.newSingleThreadExecutor(this, "lease-" + name);
        ticking = threads.newScheduledThreadPool(this, "lease-clock-" + name, 2);
    }

    void start() {
        ticking.scheduleWithFixedDelay(this::askIfDue, 0, TICK_MS, TimeUnit.MILLISECONDS);
        ticking.scheduleWithFixedDelay(this::tell, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    String member() {
        return member;
    }

    /** Whether this member is the leader: by the clock, so that after a pause nobody has to come first to say no. */
    boolean leads() {
        return told && !stopped && lease.isHeld();
    }

    /** Who else is the leader, as far as it is known. */
    Optional<String> other() {
        return lease.holder().filter(holder -> !holder.equals(member));
    }

    /** Does something while nobody is told anything. */
    void undisturbed(Runnable action) {
        synchronized (telling) {
            action.run();
        }
    }

    private void askIfDue() {
        if (question != null && (!question.isDone() || waiting)) {
            if (since(askedAt) > service.getLeaseDuration()) {
                // a connection that is dead without saying so; what it may still do is nobody's any more
                question.cancel(true);
            }
        } else if (stopped) {
            releaseIfIdle();
        } else if (since(askedAt) >= interval && (lease.isHeld() || !told)) {
            // who has lost the lease asks again only when its route has stopped
            askedAt = System.nanoTime();
            submit(this::ask);
        }
    }

    private void submit(Runnable task) {
        try {
            question = asking.submit(() -> {
                waiting = true;
                try {
                    task.run();
                } finally {
                    waiting = false;
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: closed meanwhile", name);
        }
    }

    private void ask() {
        try {
            lease.acquire();
            lastFailure = null;
            other().ifPresent(this::waitsFor);
        } catch (RuntimeException e) {
            failed(e);
        }
        interval = lease.isHeld() ? service.getLeaseDuration() / 3 : service.getRetryInterval();
    }

    private void waitsFor(String holder) {
        if (!holder.equals(lastSeen)) {
            lastSeen = holder;
            LOG.info("{}: {} is the leader; waiting for its lease, as {}", name, holder, member);
        }
    }

    /** Outages are reported by the connection, once for all that use it. */
    private void failed(RuntimeException e) {
        String failure = e.getClass().getSimpleName() + ": " + ErrorClass.oneLine(e);
        if (ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE || stopped) {
            LOG.debug("{}: the lease couldn't be asked for ({})", name, failure);
        } else if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            LOG.warn(
                    "{}: the lease can't be asked for ({}); trying again every {} ms",
                    name,
                    failure,
                    service.getRetryInterval());
        }
    }

    private void tell() {
        synchronized (telling) {
            boolean leads = lease.isHeld() && !stopped;
            if (leads == told && (leads || since(toldAt) < service.getRetryInterval())) {
                return;
            }
            if (leads != told) {
                told = leads;
                LOG.info(
                        leads ? "{}: this is the leader now, {}" : "{}: this is not the leader any more, {}",
                        name,
                        member);
            }
            // also without a change: master: starts a consumer a second later and doesn't look again whether it still
            // should
            toldAt = System.nanoTime();
            try {
                changed.run();
            } catch (RuntimeException e) {
                LOG.warn("{}: who listens to changes of the leader failed", name, e);
            }
        }
    }

    /** Ends in the background: the route is only about to stop, and what is in flight still counts on the lease. */
    void stop() {
        stoppedAt = System.nanoTime();
        stopped = true;
    }

    private void releaseIfIdle() {
        if (told || since(stoppedAt) < SETTLED_MS) {
            return;
        }
        if (!lease.isHeld() || camelContext.getInflightRepository().size() == 0) {
            submit(this::farewell);
        }
    }

    private void farewell() {
        release();
        end();
    }

    private void release() {
        if (lease.isHeld()) {
            try {
                lease.release();
            } catch (RuntimeException e) {
                LOG.info("{}: the lease is left to expire ({})", name, ErrorClass.oneLine(e));
            }
        }
    }

    /** Ends now: everybody is told, and the lease is free or about to expire when this returns. */
    void close() {
        stop();
        try {
            // after the question that may be on its way
            asking.submit(() -> {
                        tell();
                        release();
                    })
                    .get(Math.min(service.getLeaseDuration(), LONGEST_FAREWELL_MS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("{}: the lease is left to expire (no answer)", name);
        } catch (RejectedExecutionException | ExecutionException e) {
            LOG.debug("{}: ended already", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
        // a question without an answer
        camelContext.getExecutorServiceManager().shutdownNow(asking);
    }

    /** Interrupts nobody who is being told, or who gives the lease back. */
    private void end() {
        service.ended(this);
        ExecutorServiceManager threads = camelContext.getExecutorServiceManager();
        threads.shutdown(asking);
        threads.shutdown(ticking);
    }

    private static long since(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }
}
