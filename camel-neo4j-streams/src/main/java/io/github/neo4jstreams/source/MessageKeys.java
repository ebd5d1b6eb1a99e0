package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.KeyChange;
import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.source.ChangeSelection.Reported;
import io.github.neo4jstreams.value.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the messages of changes, and the tombstones behind them. With tombstones, an update has the key that the entity has
 * from then on, so that a compacted topic keeps the last event of each key that there is. Not thread-safe.
 */
final class MessageKeys {

    private static final Logger LOG = LoggerFactory.getLogger(MessageKeys.class);

    private final KeyFormat format;
    private final boolean tombstones;
    private final int mostTaken;
    private final BiFunction<EntityType, String, Set<Set<String>>> schema;

    /** Keys that entities have got in a transaction, perhaps from others that lose them in it: these are no tombstones. */
    private final Set<String> taken = new HashSet<>();

    private long transaction = -1;
    private boolean unsureWarned;

    /**
     * @param mostTaken how many keys of one transaction are remembered at most
     * @param schema    names of the properties of each key of a label, or of a type of relationships; only asked about updates
     */
    MessageKeys(
            KeyFormat format,
            boolean tombstones,
            int mostTaken,
            BiFunction<EntityType, String, Set<Set<String>>> schema) {
        this.format = format;
        this.tombstones = tombstones;
        this.mostTaken = mostTaken;
        this.schema = schema;
    }

    /**
     * The messages of a change: the event, and perhaps a tombstone.
     *
     * @param change   with all its properties
     * @param reported the same with those that are wanted, and by which selector
     * @param value    of the event's message
     */
    List<SourceRecord> records(ChangeEvent change, Reported reported, JsonObject value) {
        JsonObject key = format.format(change, value);
        if (!tombstones || change.isRead()) {
            return List.of(event(key, value, reported));
        }
        enter(change.txId());
        SourceRecord event = event(key, value, reported);
        return switch (change.operation()) {
            case READ, CREATE -> {
                take(key, change.txId());
                yield List.of(event);
            }
            case UPDATE -> format == KeyFormat.ENTITY_KEYS ? update(change, reported, value) : List.of(event);
            case DELETE -> withTombstone(event, key);
        };
    }

    private static SourceRecord event(JsonObject key, JsonObject value, Reported reported) {
        return new SourceRecord(key, value, Optional.of(reported.change()), reported.selector());
    }

    private List<SourceRecord> update(ChangeEvent change, Reported reported, JsonObject value) {
        KeyChange keys = KeyChange.of(change, name -> schema.apply(change.entityType(), name));
        if (!keys.isSure()) {
            warnUnsure(change);
        }
        JsonObject before = format.format(change.withKeys(keys.before()), value);
        JsonObject after = format.format(change.withKeys(keys.after()), value);
        take(after, change.txId());
        // who has lost its last key is last heard of under it
        SourceRecord event = event(after == null ? before : after, value, reported);
        return before == null || before.equals(after) ? List.of(event) : withTombstone(event, before);
    }

    private List<SourceRecord> withTombstone(SourceRecord event, JsonObject key) {
        return key == null || taken.contains(key.toString())
                ? List.of(event)
                : List.of(event, new SourceRecord(key, null, event.change(), event.selector()));
    }

    private void enter(long txId) {
        if (txId != transaction) {
            taken.clear();
            transaction = txId;
        }
    }

    private void take(JsonObject key, long txId) {
        if (key == null || taken.size() > mostTaken) {
            return;
        }
        taken.add(key.toString());
        if (taken.size() > mostTaken) {
            LOG.warn(
                    "Transaction {} makes more than {} keys. If it also frees one of the later ones, there is a tombstone"
                            + " for a key that is in use",
                    txId,
                    mostTaken);
        }
    }

    private void warnUnsure(ChangeEvent change) {
        if (!unsureWarned) {
            unsureWarned = true;
            LOG.warn(
                    "Change {} of {} doesn't tell all of its keys, as a label that it has got may not with the capture mode"
                            + " DIFF: the message's key lacks them. Take FULL, or keyFormat=element-id. Logged once",
                    change.id(),
                    change.elementId());
        }
    }
}
