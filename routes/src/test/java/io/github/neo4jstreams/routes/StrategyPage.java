package io.github.neo4jstreams.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A page of the docs whose examples can be run. An example is a block of JSON with the messages, a block of YAML with the
 * route, and a block of Cypher that builds the graph from nothing; before it may stand Cypher that begins with
 * {@value #BEFORE}. A table whose last column is "refused with" has a message, a pattern or a query in each row. What is in a
 * block of text is in the log. Whatever looks like one of these and isn't complete is an error: nothing that the page promises
 * is to be skipped in silence.
 */
record StrategyPage(String name, List<Example> examples, List<Refusal> refusals, List<String> logged) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern FENCE = Pattern.compile("(?m)^\\s*```.*$");
    private static final Pattern ROUTE = Pattern.compile("(?s)(?:#[^\n]*\n)*- route:.*");
    private static final Pattern ID = Pattern.compile("(?m)^    id: (\\S+)$");
    private static final Pattern TOPIC = Pattern.compile("(?m)^      uri: kafka:(\\S+)$");
    private static final Pattern GROUP = Pattern.compile("(?m)^        groupId: (\\S+)$");
    private static final Pattern TABLE =
            Pattern.compile("(?m)^\\|.*\\| refused with \\|\n\\|[-|]+\\|\n((?:\\|.*\\|\n)+)");
    private static final Pattern ELEMENT_ID = Pattern.compile("4:…:\\d+");
    private static final String BEFORE = "// before";

    /**
     * @param before   Cypher that is run first, may be empty
     * @param messages in their order
     * @param yaml     one or more routes
     * @param after    Cypher that builds the expected graph, may be empty
     */
    record Example(String id, String before, List<JsonMessage> messages, String yaml, String after) {

        List<String> topics() {
            return all(TOPIC, yaml);
        }

        String group() {
            return all(GROUP, yaml).get(0);
        }
    }

    /**
     * @param topic null for the only one of the route
     * @param value null for a tombstone
     */
    record JsonMessage(String topic, byte[] key, byte[] value, JsonNode headers, Long timestamp) {

        ProducerRecord<byte[], byte[]> record(String otherwise) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic == null ? otherwise : topic, 0, timestamp, key, value);
            headers.fields().forEachRemaining(header -> record.headers()
                    .add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
            return record;
        }

        /** No page can know the ids that a database gives, and so writes …. */
        JsonMessage withElementId(Supplier<String> id) {
            String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
            return ELEMENT_ID.matcher(text).find()
                    ? new JsonMessage(
                            topic, key, utf8(ELEMENT_ID.matcher(text).replaceAll(id.get())), headers, timestamp)
                    : this;
        }
    }

    /**
     * @param what   of the columns: value, key, pattern
     * @param before Cypher that is run first, may be empty
     * @param error  with … for what isn't said
     */
    record Refusal(List<String> what, List<String> cells, String before, String error) {

        String cell(String name) {
            int column = what.indexOf(name);
            return column < 0 ? null : cells.get(column);
        }

        boolean isIn(String message) {
            return matches(error, message);
        }
    }

    private record Block(String language, String text, int start) {

        boolean is(String name) {
            return language.equals(name);
        }

        boolean isRoute() {
            return is("yaml") && ROUTE.matcher(text).matches();
        }

        boolean isBefore() {
            return is("cypher") && text.startsWith(BEFORE);
        }
    }

    static StrategyPage read(Path file) throws IOException {
        String page = Files.readString(file);
        List<Block> blocks = BLOCK.matcher(page)
                .results()
                .map(block -> new Block(block.group(1), block.group(2), block.start()))
                .toList();
        if (FENCE.matcher(page).results().count() != 2L * blocks.size()) {
            throw new IllegalArgumentException(file + " has a block without a language, or without an end");
        }
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).isRoute()) {
                examples.add(example(file, blocks, i));
            }
        }
        return new StrategyPage(
                file.getFileName().toString(),
                List.copyOf(examples),
                refusals(page, blocks),
                blocks.stream()
                        .filter(block -> block.is("text"))
                        .flatMap(block -> block.text().lines())
                        .toList());
    }

    private static Example example(Path file, List<Block> blocks, int route) throws IOException {
        String yaml = blocks.get(route).text();
        List<String> ids = all(ID, yaml);
        boolean complete = route > 0
                && route + 1 < blocks.size()
                && blocks.get(route - 1).is("json")
                && blocks.get(route + 1).is("cypher")
                && !blocks.get(route + 1).isBefore()
                && !ids.isEmpty()
                && ids.size() == all(TOPIC, yaml).size()
                && ids.size() == all(GROUP, yaml).size()
                && all(GROUP, yaml).stream().distinct().count() == 1;
        if (!complete) {
            throw new IllegalArgumentException(file + ": the example with " + ids
                    + " needs its messages, a route with an id, a topic and a group, and its graph");
        }
        boolean prepared = route > 1 && blocks.get(route - 2).isBefore();
        return new Example(
                ids.get(0),
                prepared ? blocks.get(route - 2).text() : "",
                messages(blocks.get(route - 1).text()),
                yaml,
                blocks.get(route + 1).text());
    }

    private static List<JsonMessage> messages(String text) throws IOException {
        List<JsonMessage> messages = new ArrayList<>();
        try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNext()) {
                messages.add(message(all.next()));
            }
        }
        return messages;
    }

    private static JsonMessage message(JsonNode json) throws JsonProcessingException {
        json.fieldNames().forEachRemaining(name -> {
            if (!List.of("topic", "key", "value", "text", "headers", "timestamp")
                    .contains(name)) {
                throw new IllegalArgumentException("A message has no " + name);
            }
        });
        if (json.has("value") == json.has("text")) {
            throw new IllegalArgumentException("A message has a value, be it null, or a text: " + json);
        }
        JsonNode key = json.path("key");
        return new JsonMessage(
                json.has("topic") ? json.get("topic").textValue() : null,
                utf8(key.isTextual() ? key.textValue() : written(key)),
                utf8(json.has("text") ? json.get("text").textValue() : written(json.get("value"))),
                json.path("headers"),
                json.has("timestamp") ? json.get("timestamp").longValue() : null);
    }

    private static String written(JsonNode json) throws JsonProcessingException {
        return json.isNull() || json.isMissingNode() ? null : JSON.writeValueAsString(json);
    }

    static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Refusal> refusals(String page, List<Block> blocks) {
        List<Refusal> refusals = new ArrayList<>();
        Matcher table = TABLE.matcher(page);
        while (table.find()) {
            int start = table.start();
            int section = page.lastIndexOf("\n#", start);
            String before = blocks.stream()
                    .filter(block -> block.isBefore() && block.start() > section && block.start() < start)
                    .map(Block::text)
                    .findFirst()
                    .orElse("");
            List<String> what = cells(table.group().lines().findFirst().orElseThrow());
            table.group(1).lines().forEach(line -> {
                List<String> cells =
                        cells(line).stream().map(StrategyPage::code).toList();
                int last = cells.size() - 1;
                refusals.add(new Refusal(what.subList(0, last), cells.subList(0, last), before, cells.get(last)));
            });
        }
        return List.copyOf(refusals);
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.length() - 1).split("(?<!\\\\)\\|"))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }

    /** What stands in back-ticks; anything else says that there is nothing. */
    private static String code(String cell) {
        if (cell.startsWith("`` ") && cell.endsWith(" ``")) {
            return cell.substring(3, cell.length() - 3);
        }
        return cell.startsWith("`") && cell.endsWith("`") ? cell.substring(1, cell.length() - 1) : "";
    }

    /** Whether the text is somewhere in the other one, with anything for each …. */
    static boolean matches(String text, String other) {
        String[] parts = text.split("…", -1);
        String regex = String.join(".*", Stream.of(parts).map(Pattern::quote).toList());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(other).find();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
