package io.github.neo4jstreams.value;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.Point;

/** Points of the four coordinate systems that Neo4j has, and their forms in JSON. */
final class Points {

    private static final Set<String> PARTS = new HashSet<>(List.of("dimension", "srid", "x", "y", "z"));
    private static final Set<String> STREAMS_PARTS =
            new HashSet<>(List.of("crs", "longitude", "latitude", "height", "x", "y", "z"));

    private Points() {}

    /** Whether the map has the form of {@link #parts}. */
    static boolean isPoint(Map<?, ?> map) {
        return map.containsKey("srid")
                && map.containsKey("x")
                && map.containsKey("y")
                && PARTS.containsAll(map.keySet());
    }

    /** A point as the Kafka Connect connector writes it, with or without its dimension. */
    static Point of(Map<?, ?> parts) {
        Integer srid = Numbers.small(parts.get("srid"));
        if (srid == null || !isPoint(parts)) {
            throw new UnsupportedValueException("A point must be {srid, x, y} or {srid, x, y, z}, with a number each");
        }
        Point point = point(srid, parts.get("x"), parts.get("y"), parts.get("z"));
        Object dimension = parts.get("dimension");
        if (dimension != null && !Integer.valueOf(dimensions(srid)).equals(Numbers.small(dimension))) {
            throw new UnsupportedValueException(
                    "A point with srid " + srid + " has " + dimensions(srid) + " dimensions; this one says otherwise");
        }
        return point;
    }

    /** A point as the Neo4j Streams plugin writes it: by the name of its coordinate system. */
    static Point ofCrs(Map<?, ?> parts) {
        if (!STREAMS_PARTS.containsAll(parts.keySet())) {
            throw new UnsupportedValueException(
                    "A point must be {crs, longitude, latitude[, height]} or {crs, x, y[, z]}, and nothing else");
        }
        return point(
                srid(parts.get("crs")),
                either(parts, "longitude", "x"),
                either(parts, "latitude", "y"),
                either(parts, "height", "z"));
    }

    /** The point itself, if Neo4j has its coordinate system. */
    static Point checked(Point point) {
        return point(point.srid(), point.x(), point.y(), Double.isNaN(point.z()) ? null : (Double) point.z());
    }

    static Map<String, Object> parts(Point point) {
        boolean flat = Double.isNaN(point.z());
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("dimension", flat ? 2 : 3);
        parts.put("srid", point.srid());
        parts.put("x", point.x());
        parts.put("y", point.y());
        if (!flat) {
            parts.put("z", point.z());
        }
        return parts;
    }

    private static Point point(int srid, Object x, Object y, Object z) {
        if (dimensions(srid) == 2) {
            if (z != null) {
                throw new UnsupportedValueException("A point with srid " + srid + " has no third coordinate");
            }
            return Values.point(srid, coordinate(x), coordinate(y)).asPoint();
        }
        return Values.point(srid, coordinate(x), coordinate(y), coordinate(z)).asPoint();
    }

    private static int dimensions(int srid) {
        return switch (srid) {
            case 4326, 7203 -> 2;
            case 4979, 9157 -> 3;
            default ->
                throw new UnsupportedValueException(
                        "Neo4j has no points with srid " + srid + ", only with 4326, 4979, 7203 and 9157");
        };
    }

    private static int srid(Object crs) {
        return switch (String.valueOf(crs)) {
            case "wgs-84" -> 4326;
            case "wgs-84-3d" -> 4979;
            case "cartesian" -> 7203;
            case "cartesian-3d" -> 9157;
            default ->
                throw new UnsupportedValueException("The crs of a point must be wgs-84, wgs-84-3d, cartesian or"
                        + " cartesian-3d, not " + Described.of(crs));
        };
    }

    private static Object either(Map<?, ?> parts, String name, String other) {
        Object value = parts.get(name);
        return value == null ? parts.get(other) : value;
    }

    private static double coordinate(Object value) {
        Double number = Numbers.real(value);
        if (number == null || !Double.isFinite(number)) {
            throw new UnsupportedValueException(
                    "A coordinate of a point must be a finite number that a FLOAT holds, not " + Described.of(value));
        }
        return number;
    }
}
