package io.github.neo4jstreams.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Values;

/** A property's value in a transaction event of the Streams plugin, as the driver takes it. */
public final class StreamsValue {

    private static final Pattern DURATION = Pattern.compile("P(-?\\d+)M(-?\\d+)DT(-?\\d+)(?:\\.(\\d{9}))?S");

    private StreamsValue() {}

    /** @throws UnsupportedValueException if it is not what the schema says */
    public static Object of(Object raw, String type) {
        try {
            return PropertyValue.of(raw == null || type == null ? raw : typed(raw, type));
        } catch (UnsupportedValueException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnsupportedValueException("The schema says " + type + ": " + e.getMessage());
        }
    }

    private static Object typed(Object raw, String type) {
        if (type.equals("byte[]")) {
            return Base64.getDecoder().decode((String) raw);
        }
        if (type.endsWith("[]")) {
            List<Object> list = new ArrayList<>();
            ((List<?>) raw).forEach(element -> list.add(typed(element, type.substring(0, type.length() - 2))));
            return list;
        }
        return switch (type) {
            case "LocalDate" -> LocalDate.parse((String) raw);
            case "LocalTime" -> LocalTime.parse((String) raw);
            case "OffsetTime" -> OffsetTime.parse((String) raw);
            case "LocalDateTime" -> LocalDateTime.parse((String) raw);
            case "ZonedDateTime" -> ZonedDateTime.parse((String) raw);
            case "Double" -> Double.valueOf(raw.toString());
            case "DurationValue" -> duration((String) raw);
            case "PointValue" -> point((Map<?, ?>) raw);
            default -> raw;
        };
    }

    private static Object duration(String text) {
        Matcher m = DURATION.matcher(text);
        if (!m.matches()) {
            throw new UnsupportedValueException("no duration: " + text);
        }
        return Values.isoDuration(
                        Long.parseLong(m.group(1)),
                        Long.parseLong(m.group(2)),
                        Long.parseLong(m.group(3)),
                        m.group(4) == null ? 0 : Integer.parseInt(m.group(4)))
                .asIsoDuration();
    }

    private static Object point(Map<?, ?> map) {
        return switch ((String) map.get("crs")) {
            case "wgs-84" -> Values.point(4326, real(map, "longitude"), real(map, "latitude"));
            case "wgs-84-3d" -> Values.point(4979, real(map, "longitude"), real(map, "latitude"), real(map, "height"));
            case "cartesian" -> Values.point(7203, real(map, "x"), real(map, "y"));
            default -> Values.point(9157, real(map, "x"), real(map, "y"), real(map, "z"));
        };
    }

    private static double real(Map<?, ?> map, String name) {
        return ((Number) map.get(name)).doubleValue();
    }
}
