package io.github.neo4jstreams.migrate.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Connectors in JSON: {@code {"name": …, "config": {…}}}, the flat map, or what {@code GET /connectors?expand=info} answers. */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    /** As {@code curl --data @FILE} hands it on, which takes line ends out. */
    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    /** A value with its line; maps keep what is there twice. */
    record Member(String name, int line, Object value) {}

    private JsonText() {}

    static void read(String text, String file, Input input) {
        read(text, file, null, input);
    }

    /** @param fallback the connector's name if it has none, or null */
    static void read(String text, String file, String fallback, Input input) {
        try {
            read(JSON, text, file, fallback, input);
        } catch (JsonProcessingException e) {
            try {
                read(LENIENT, text, file, fallback, input);
                input.note(
                        place(file, e.getLocation()),
                        "has line ends within a text, which Connect refuses and curl --data @FILE takes out");
            } catch (IOException again) {
                input.problem(
                        place(file, e.getLocation()), "is no valid JSON: " + withoutContent(e.getOriginalMessage()));
            }
        } catch (IOException e) {
            input.problem(new Place(file, 0), "can't be read");
        }
    }

    private static void read(JsonFactory json, String text, String file, String fallback, Input input)
            throws IOException {
        List<List<Member>> all = new ArrayList<>();
        try (JsonParser parser = json.createParser(text)) {
            JsonToken first = parser.nextToken();
            boolean list = first == JsonToken.START_ARRAY;
            JsonToken next = list ? parser.nextToken() : first;
            do {
                if (next != JsonToken.START_OBJECT) {
                    input.problem(
                            place(file, parser.currentTokenLocation()),
                            (list ? "is no list of JSON objects" : "is no JSON object")
                                    + ": expected a connector, {\"name\": …, \"config\": {…}} or the map of its config, or a list"
                                    + " of connectors");
                    return;
                }
                all.add(object(parser));
                next = list ? parser.nextToken() : null;
            } while (list && next != JsonToken.END_ARRAY);
            if (parser.nextToken() != null) {
                input.problem(
                        place(file, parser.currentTokenLocation()),
                        "goes on behind the end of the object; give each connector a file of its own");
                return;
            }
        }
        all.forEach(members -> connectors(members, fallback, file, input));
    }

    private static Place place(String file, JsonLocation location) {
        return new Place(file, location == null ? 0 : location.getLineNr());
    }

    /** What the file says may be a password. */
    private static String withoutContent(String message) {
        return message.split("[('\":\n]", 2)[0].strip();
    }

    private static List<Member> object(JsonParser parser) throws IOException {
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            members.add(new Member(name, line, value(parser)));
        }
        return members;
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
            return JsonToken.START_ARRAY;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    private static void connectors(List<Member> members, String fallback, String file, Input input) {
        if (members.isEmpty()) {
            input.problem(new Place(file, 1), "is an empty object: there is no connector in it");
            return;
        }
        if (members.stream().allMatch(member -> map(member, "info") != null)) {
            members.forEach(member -> connector(map(member, "info"), member.name(), file, input));
            return;
        }
        connector(members, fallback, file, input);
    }

    /** @param fallback a name if it has none, or null */
    private static void connector(List<Member> members, String fallback, String file, Input input) {
        List<Member> config = members;
        List<Setting> settings = new ArrayList<>();
        String name = fallback;
        Member inner = members.stream()
                .filter(member -> member.name().equals("config") && member.value() instanceof List)
                .findFirst()
                .orElse(null);
        if (inner != null) {
            config = members(inner);
            for (Member member : members) {
                if (member.name().equals("name") && member.value() instanceof String) {
                    name = (String) member.value();
                } else if (member != inner) {
                    // what Connect answers besides: tasks, type, status
                    input.note(
                            new Place(file, member.line()),
                            printable(member.name()) + " is not part of the config, and left out");
                }
            }
            boolean named = config.stream().anyMatch(member -> member.name().equals("name"));
            if (!named && name != null) {
                int line = members.stream()
                        .filter(member -> member.name().equals("name"))
                        .mapToInt(Member::line)
                        .findFirst()
                        .orElse(inner.line());
                settings.add(Setting.of(new Place(file, line), "name", name));
            }
        }
        for (Member member : config) {
            Place place = new Place(file, member.line());
            if (member.value() instanceof List || member.value() instanceof JsonToken) {
                input.problem(place, printable(member.name()) + " must be text, as all settings of a connector");
            } else {
                settings.add(Setting.of(place, member.name(), member.value() == null ? "" : (String) member.value()));
            }
        }
        if (settings.isEmpty()) {
            input.problem(new Place(file, 1), "has an empty config");
            return;
        }
        String known = settings.stream()
                .filter(setting -> setting.key().equals("name"))
                .map(Setting::value)
                .findFirst()
                .orElse(name);
        input.add(new Source(Source.Kind.CONNECTOR, known == null || known.isBlank() ? stem(file) : known, settings));
    }

    private static String printable(String name) {
        return name.replaceAll("[\\p{Cntrl}]", "\uFFFD");
    }

    private static List<Member> map(Member member, String name) {
        return member.value() instanceof List
                ? members(member).stream()
                        .filter(inner -> inner.name().equals(name) && inner.value() instanceof List)
                        .map(JsonText::members)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static List<Member> members(Member member) {
        return ((List<?>) member.value()).stream().map(Member.class::cast).toList();
    }

    static String stem(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
