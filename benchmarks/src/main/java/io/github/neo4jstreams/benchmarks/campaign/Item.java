package io.github.neo4jstreams.benchmarks.campaign;

/**
 * What is changed, a node {@code (:Item)} with these properties, which are all that it has.
 *
 * @param key  which it has for ever
 * @param seq  number of the change among those of its key
 * @param n    number of the change among all
 * @param text by chance
 */
record Item(String key, int seq, long n, String text) {

    static final String LABEL = "Item";
}
