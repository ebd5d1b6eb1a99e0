package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A change event in the JSON of CloudEvents 1.0, structured mode. */
final class CloudEventWriter {

    static final String CONTENT_TYPE = "application/cloudevents+json";

    /** Of the attribute {@code type}; what changed and how follows. */
    private static final String TYPE = "io.github.neo4jstreams.";

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** The middle names the database, also in a cluster and after it was renamed. */
    private static final Pattern ELEMENT_ID =
            Pattern.compile("\\d+:(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}):\\d+");

    private CloudEventWriter() {}

    /** @param data the change event itself */
    static JsonObject write(ChangeEvent change, JsonObject data) {
        JsonObject event = new JsonObject();
        event.put("specversion", "1.0");
        event.put("id", id(change));
        event.put("source", source(change));
        event.put("type", type(change));
        event.put("subject", change.elementId());
        if (change.metadata("txCommitTime") instanceof ZonedDateTime committed) {
            event.put("time", committed.toInstant().toString());
        }
        event.put("datacontenttype", "application/json");
        if (database(change) != null) {
            event.put("neo4jdatabase", database(change));
        }
        if (!change.isRead()) {
            // as text: numbers of CloudEvents have 32 bits
            event.put("neo4jtxid", Long.toString(change.txId()));
            event.put("neo4jseq", Long.toString(change.seq()));
        }
        event.put("data", data);
        return event;
    }

    /** What a snapshot reads has the id of the place where it began, all of it the same. */
    private static String id(ChangeEvent change) {
        return change.isRead() ? change.id() + "/" + change.elementId() : change.id();
    }

    private static String source(ChangeEvent change) {
        Matcher matcher = ELEMENT_ID.matcher(change.elementId());
        if (matcher.matches()) {
            return "urn:uuid:" + matcher.group(1).toLowerCase(Locale.ROOT);
        }
        String database = database(change);
        return database == null ? "/neo4j" : "/neo4j/" + encoded(database);
    }

    /** As a segment of a URI. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append("%%%02X".formatted(octet & 0xFF));
            }
        }
        return encoded.toString();
    }

    private static String database(ChangeEvent change) {
        return change.metadata("databaseName") instanceof String name && !name.isBlank() ? name : null;
    }

    private static String type(ChangeEvent change) {
        return TYPE
                + (change.entityType() == EntityType.NODE ? "node." : "relationship.")
                + (change.isRead() ? "read" : change.operation().participle());
    }
}
