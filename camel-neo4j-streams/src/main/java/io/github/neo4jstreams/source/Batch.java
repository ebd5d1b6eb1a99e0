package io.github.neo4jstreams.source;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What one step read.
 *
 * @param records     in order, perhaps none
 * @param cursorAfter the cursor when so many of them are processed; made only when it is asked for. After all of them it is
 *                    the end of what was looked at, also when nothing matched. Null if there is nothing to remember
 * @param atEnd       whether there was nothing more to read
 */
public record Batch(List<SourceRecord> records, IntFunction<String> cursorAfter, boolean atEnd) {}
