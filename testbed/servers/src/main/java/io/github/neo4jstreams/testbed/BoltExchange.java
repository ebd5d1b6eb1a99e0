package io.github.neo4jstreams.testbed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The conversation on one connection: which request an answer is for, and which transaction a request belongs to.
 *
 * <p>Clients send requests without waiting for answers. The server answers them in their order, each with any number of
 * records and then one summary (SUCCESS, FAILURE or IGNORED); only GOODBYE gets none. Thread-safe, as the two directions
 * of a connection have a thread each.
 */
final class BoltExchange {

    /** A request whose summary hasn't come. */
    static final class Request {
        final byte signature;
        /** The explicit transaction that it begins, is part of or ends; null outside of one. */
        final BoltTransaction transaction;
        /** Whether it asks for a routing table. */
        final boolean routing;
        /** Whether the client wanted to write and the server was told that it wants to read. */
        boolean demoted;
        /** What becomes of the commit when the server has confirmed it; null for nothing special. */
        private final AtomicReference<CommitFault> fault = new AtomicReference<>();

        Request(byte signature, BoltTransaction transaction, boolean routing) {
            this.signature = signature;
            this.transaction = transaction;
            this.routing = routing;
        }

        void setFault(CommitFault fault) {
            this.fault.set(fault);
        }

        /** Returns the fault to one caller only; null to the others. */
        CommitFault takeFault() {
            return fault.getAndSet(null);
        }

        /** Whether this message, one of the answers, has a routing table in it. */
        boolean isTable(BoltMessage answer) {
            return routing
                    && answer.signature()
                            == (signature == BoltMessage.ROUTE ? BoltMessage.SUCCESS : BoltMessage.RECORD);
        }

        /** Lets the fault happen to another commit. */
        void giveFaultBack() {
            CommitFault unused = takeFault();
            if (unused != null) {
                unused.giveBack();
            }
        }
    }

    private final Deque<Request> outstanding = new ArrayDeque<>();
    private BoltTransaction transaction;
    private boolean ranRouting; // until version 4.2 the routing table is the result of a procedure

    /** Takes note of a message of the client, before it is passed on. */
    synchronized Request request(BoltMessage message) {
        byte signature = message.signature();
        if (signature == BoltMessage.BEGIN) {
            transaction = BoltTransaction.begunBy(message);
        } else if (signature == BoltMessage.RUN) {
            ranRouting = ((String) message.firstField()).contains("getRoutingTable");
        }
        Request request = new Request(
                signature,
                transaction,
                signature == BoltMessage.ROUTE
                        || (ranRouting && (signature == BoltMessage.RUN || signature == BoltMessage.PULL)));
        if (signature == BoltMessage.COMMIT || signature == BoltMessage.ROLLBACK || signature == BoltMessage.RESET) {
            transaction = null;
        }
        if (signature != BoltMessage.GOODBYE) {
            outstanding.add(request);
        }
        return request;
    }

    /** Returns the request that a message of the server is about; null if nobody has asked. */
    synchronized Request answer(BoltMessage message) {
        return message.signature() == BoltMessage.RECORD ? outstanding.peek() : outstanding.poll();
    }

    /** The next request that will never be answered, now that the connection is gone; null if there is none. */
    synchronized Request unanswered() {
        return outstanding.poll();
    }
}
