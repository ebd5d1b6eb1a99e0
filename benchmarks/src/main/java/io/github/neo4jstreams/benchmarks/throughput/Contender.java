package io.github.neo4jstreams.benchmarks.throughput;

/** Who takes part: loops that are written by hand, and the component. */
enum Contender {
    RAW("raw", Format.PROPERTIES),
    CYPHER("cypher", Format.PROPERTIES),
    PATTERN("pattern", Format.PROPERTIES),
    CUD("cud", Format.CUD),
    CDC_SCHEMA("cdc-schema", Format.CHANGE_EVENT),
    CYPHER_EXACTLY_ONCE("cypher-exactly-once", Format.PROPERTIES),
    /** The first route of the README, with another query. */
    OUT_OF_THE_BOX("out-of-the-box", Format.PROPERTIES),
    RAW_CHANGES("raw-source", "cdc"),
    CDC_SOURCE("cdc-source", "cdc"),
    RAW_ROWS("raw-source", "query"),
    QUERY_SOURCE("query-source", "query");

    private final String option;
    private final Format format;
    private final String kind;

    Contender(String option, Format format) {
        this(option, format, null);
    }

    Contender(String option, String kind) {
        this(option, null, kind);
    }

    Contender(String option, Format format, String kind) {
        this.option = option;
        this.format = format;
        this.kind = kind;
    }

    /** In {@code benchmark.only} and in the figures; of a sink also the name of the file with its route. */
    String option() {
        return option;
    }

    boolean isSource() {
        return format == null;
    }

    /** What a sink reads; null for sources. */
    Format format() {
        return format;
    }

    /** What a source reads, {@code cdc} or {@code query}; null for sinks. */
    String kind() {
        return kind;
    }

    /** The loop by hand that does the same. */
    Contender limit() {
        if (!isSource()) {
            return RAW;
        }
        return kind.equals("cdc") ? RAW_CHANGES : RAW_ROWS;
    }
}
