package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as a page shows it: the dots … stand for any text, as a member's name for any other members, and digits for other digits.
 * Points in time stand for others.
 */
record JsonSample(JsonNode sample) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)```");
    private static final String ANY = "…";

    /** The only block of JSON in a page that begins with this member. */
    static JsonSample of(Path page, String first) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            if (block.group(1).startsWith("{" + first)) {
                found.add(JSON.readTree(block.group(1)));
            }
        }
        assertThat(found).as("samples that begin with " + first).hasSize(1);
        return new JsonSample(found.get(0));
    }

    void isLike(String json) throws IOException {
        List<String> differences = new ArrayList<>();
        compare("", sample, JSON.readTree(json), differences);
        assertThat(differences).as(json).isEmpty();
    }

    private static void compare(String path, JsonNode shown, JsonNode real, List<String> differences) {
        if (shown.isObject() && real.isObject()) {
            compareMembers(path, shown, real, differences);
        } else if (shown.isNumber() ? !real.isNumber() : !isLike(shown, real)) {
            differences.add(path + ": the page has " + shown + ", the record " + real);
        }
    }

    private static void compareMembers(String path, JsonNode shown, JsonNode real, List<String> differences) {
        for (Iterator<Map.Entry<String, JsonNode>> members = shown.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            if (!member.getKey().equals(ANY)) {
                String at = path + "/" + member.getKey();
                compare(at, member.getValue(), real.path(member.getKey()), differences);
            }
        }
        if (!shown.has(ANY)) {
            real.fieldNames().forEachRemaining(name -> {
                if (!shown.has(name)) {
                    differences.add(path + "/" + name + " is not in the page");
                }
            });
        }
    }

    private static boolean isLike(JsonNode shown, JsonNode real) {
        if (!shown.isTextual()) {
            return shown.equals(real);
        }
        return isInstant(shown.textValue())
                ? isInstant(real.textValue())
                : real.isTextual() && real.textValue().matches(pattern(shown.textValue()));
    }

    private static boolean isInstant(String text) {
        try {
            return text != null && Instant.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String pattern(String text) {
        return Pattern.quote(text).replace(ANY, "\\E.+\\Q").replaceAll("\\d+", "\\\\E\\\\d+\\\\Q");
    }
}
