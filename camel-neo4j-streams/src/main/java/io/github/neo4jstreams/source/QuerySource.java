package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Names;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rows of a query, run again and again with {@code $lastCheck}: the highest value of the streaming property so far.
 *
 * <p>Rows that share a value need not come in the same poll, so a value is asked for again and what was handed over before
 * is left out, see {@link RowCursor}. The rows are sorted and limited on the server, where it lets us: then a poll reads no more
 * than it hands over if an index has them in that order, and looks at all that are left if none has.
 */
public final class QuerySource implements Source {

    /**
     * What to read.
     *
     * @param cursorName        under which the cursor is kept
     * @param startFrom         where to begin without a cursor
     * @param startFromValue    first value of {@code $lastCheck}, with {@link StartFrom#VALUE}
     * @param query             the user's read query
     * @param streamingProperty column by which it moves on; null if each poll reads everything
     * @param keyProperty       column that is a message's key; null for none
     */
    public record Settings(
            String cursorName,
            StartFrom startFrom,
            Object startFromValue,
            String query,
            String streamingProperty,
            String keyProperty) {}

    private static final String LAST_CHECK = "lastCheck";
    private static final String LIMIT = "__limit";

    /** Of several queries, an order behind the last would be of that one alone. Also found where it is but a name. */
    private static final Pattern UNION = Pattern.compile("\\bUNION\\b", Pattern.CASE_INSENSITIVE);

    private final Graph graph;
    private final Settings settings;
    private final SavedCursor cursor;
    private Form form;

    public QuerySource(Graph graph, CursorStore cursors, Settings settings) {
        this.graph = graph;
        this.settings = settings;
        this.cursor = new SavedCursor(cursors, settings.cursorName());
    }

    /** @param sorted whether the server sorts and limits the rows */
    private record Form(String text, boolean sorted) {}

    @Override
    public Batch poll(int limit) {
        if (form == null) {
            form = chooseForm();
        }
        return settings.streamingProperty() == null ? pollEverything() : pollNew(limit);
    }

    /** Without a streaming property there is nothing to move on by: every poll hands over every row. */
    private Batch pollEverything() {
        List<SourceRecord> records = read(Map.of()).stream().map(this::record).toList();
        return new Batch(records, count -> null, true);
    }

    private Batch pollNew(int limit) {
        RowCursor position = cursor.get().map(RowCursor::parse).orElseGet(this::begin);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(LAST_CHECK, Parameters.of(position.lastCheck()));
        if (form.sorted()) {
            // as many more as may be old acquaintances, or they could fill every poll to come
            parameters.put(LIMIT, (long) limit + position.remembered());
        }
        List<JsonObject> rows = read(parameters);
        if (!form.sorted()) {
            rows = new ArrayList<>(rows);
            rows.sort(Comparator.comparing(this::streamingValue, RowCursor.ORDER));
        }
        RowCursor.Progress progress = position.progress();
        List<SourceRecord> records = new ArrayList<>();
        for (JsonObject row : rows) {
            if (records.size() == limit) {
                break;
            }
            if (progress.isNew(streamingValue(row), row)) {
                records.add(record(row));
            }
        }
        return new Batch(records, count -> progress.cursorAfter(count).print(), records.size() < limit);
    }

    private SourceRecord record(JsonObject row) {
        Object key = settings.keyProperty() == null ? null : row.get(settings.keyProperty());
        return SourceRecord.ofRow(key, row);
    }

    private RowCursor begin() {
        RowCursor start = RowCursor.startingAfter(
                switch (settings.startFrom()) {
                    case NOW -> System.currentTimeMillis();
                    case EARLIEST -> -1L;
                    case VALUE -> settings.startFromValue();
                    case SNAPSHOT -> throw new IllegalArgumentException("startFrom=snapshot is for cdc");
                });
        cursor.set(start.print());
        return start;
    }

    private Object streamingValue(JsonObject row) {
        Object value = row.get(settings.streamingProperty());
        if (value == null) {
            throw new ConfigurationException("The query returned a row whose streamingProperty '"
                    + settings.streamingProperty() + "' is null. Filter such rows: they have no place in the order");
        }
        return value;
    }

    private List<JsonObject> read(Map<String, Object> parameters) {
        return graph.transact(Work.READ, tx -> tx.rows(new Statement(form.text(), parameters)))
                .result();
    }

    private Form chooseForm() {
        String query = settings.query().strip();
        query = query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(LAST_CHECK, null);
        parameters.put(LIMIT, 1L);
        List<String> columns = graph.columns(AccessMode.READ, new Statement(query, parameters));
        refuseMissing("streamingProperty", settings.streamingProperty(), columns);
        refuseMissing("keyProperty", settings.keyProperty(), columns);
        List<Form> forms = new ArrayList<>();
        if (settings.streamingProperty() != null) {
            String sorted = "ORDER BY " + Names.quote(settings.streamingProperty()) + " LIMIT $" + LIMIT;
            if (!UNION.matcher(query).find()) {
                // where an index has the order, the server reads no more than the limit; compiles behind a plain RETURN
                // only
                forms.add(new Form(query + "\n" + sorted, true));
            }
            String tail = "\n}\nRETURN " + columns.stream().map(Names::quote).collect(Collectors.joining(", ")) + " "
                    + sorted;
            forms.add(new Form("CALL () {\n" + query + tail, true)); // 5.23 and later
            forms.add(new Form("CALL {\n" + query + tail, true)); // 4.1 and later
        }
        forms.add(new Form(query, false));
        return forms.get(graph.firstThatCompiles(
                AccessMode.READ,
                forms.stream()
                        .map(candidate -> new Statement(candidate.text(), parameters))
                        .toList()));
    }

    private static void refuseMissing(String option, String column, List<String> columns) {
        if (column != null && !columns.contains(column)) {
            throw new ConfigurationException(
                    "The query returns no column '" + column + "', which " + option + " names; it returns " + columns);
        }
    }

    @Override
    public void processed(Batch batch, int count) {
        cursor.moveOn(batch, count);
    }

    @Override
    public void passed(Batch batch, int count) {
        cursor.pass(batch, count);
    }

    @Override
    public void refuseTakenOver() {
        if (settings.streamingProperty() != null) {
            cursor.refuseTakenOver();
        }
    }

    @Override
    public void rewind() {
        cursor.forget();
    }

    @Override
    public Instant cursorKeptAt() {
        return cursor.keptAt();
    }

    @Override
    public void flush() {
        cursor.keep();
    }
}
