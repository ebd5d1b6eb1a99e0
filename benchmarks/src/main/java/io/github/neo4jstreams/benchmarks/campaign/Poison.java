package io.github.neo4jstreams.benchmarks.campaign;

/**
 * Ways in which a record can't be written, each refused by somebody else. No poison has a sequence number: the good records
 * of its key go on counting as if it weren't there.
 */
enum Poison {
    /** Cut off in the middle: refused before there is a transaction. */
    BROKEN_JSON("{\"key\":\"%s\",\"n\":"),
    /** Fails while the statement runs. */
    DIVISION_BY_ZERO("{\"key\":\"%s\",\"seq\":-1,\"n\":1,\"per\":0}"),
    /** A map is no property: fails while the statement runs, with another error. */
    IMPOSSIBLE_PROPERTY("{\"key\":\"%s\",\"seq\":{\"of\":\"a map\"},\"n\":1}"),
    /** Claims what is taken: refused by a constraint. */
    CONSTRAINT("{\"key\":\"%s\",\"seq\":-1,\"n\":1,\"claim\":\"" + Poison.TAKEN + "\"}");

    /** Kafka header that says which kind a record is; good records have none. Only the checker looks at it. */
    static final String HEADER = "campaign-poison";

    /** The claim that stands in the graph before the first record. */
    static final String TAKEN = "taken";

    private final String format;

    Poison(String format) {
        this.format = format;
    }

    String value(String key) {
        return format.formatted(key);
    }
}
