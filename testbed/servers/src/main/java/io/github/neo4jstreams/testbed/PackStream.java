package io.github.neo4jstreams.testbed;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that Bolt's messages are made of: null, Boolean, Long, Double, byte[], String, List, Map and {@link
 * Structure}. What was read and is written again means the same; numbers may take fewer bytes.
 */
final class PackStream {

    /** A message, or a value that is none of the simple ones. */
    record Structure(byte signature, List<Object> fields) {}

    private PackStream() {}

    /** Reads one value and leaves the buffer behind it. */
    static Object read(ByteBuffer in) {
        int marker = in.get() & 0xFF;
        int low = marker & 0x0F;
        return switch (marker >> 4) {
            case 0x8 -> string(in, low);
            case 0x9 -> list(in, low);
            case 0xA -> map(in, low);
            case 0xB -> structure(in, low);
            case 0xC, 0xD -> readMarked(marker, in);
            case 0xE -> throw unknown(marker);
            default -> (long) (byte) marker;
        };
    }

    private static Object readMarked(int marker, ByteBuffer in) {
        return switch (marker) {
            case 0xC0 -> null;
            case 0xC1 -> in.getDouble();
            case 0xC2 -> false;
            case 0xC3 -> true;
            case 0xC8 -> (long) in.get();
            case 0xC9 -> (long) in.getShort();
            case 0xCA -> (long) in.getInt();
            case 0xCB -> in.getLong();
            case 0xCC, 0xCD, 0xCE -> bytes(in, size(in, marker - 0xCC));
            case 0xD0, 0xD1, 0xD2 -> string(in, size(in, marker - 0xD0));
            case 0xD4, 0xD5, 0xD6 -> list(in, size(in, marker - 0xD4));
            case 0xD8, 0xD9, 0xDA -> map(in, size(in, marker - 0xD8));
            default -> throw unknown(marker);
        };
    }

    private static IllegalArgumentException unknown(int marker) {
        return new IllegalArgumentException("no PackStream value begins with 0x" + Integer.toHexString(marker));
    }

    /** A size in 1, 2 or 4 bytes. */
    private static int size(ByteBuffer in, int width) {
        return switch (width) {
            case 0 -> in.get() & 0xFF;
            case 1 -> in.getShort() & 0xFFFF;
            default -> in.getInt();
        };
    }

    private static byte[] bytes(ByteBuffer in, int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private static String string(ByteBuffer in, int size) {
        return new String(bytes(in, size), StandardCharsets.UTF_8);
    }

    private static List<Object> list(ByteBuffer in, int size) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }

    private static Map<String, Object> map(ByteBuffer in, int size) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put((String) read(in), read(in));
        }
        return map;
    }

    private static Structure structure(ByteBuffer in, int size) {
        return new Structure(in.get(), list(in, size));
    }

    static byte[] write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(value, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte(0xC0);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 0xC3 : 0xC2);
        } else if (value instanceof Long number) {
            writeLong(number, out);
        } else if (value instanceof Double number) {
            out.writeByte(0xC1);
            out.writeDouble(number);
        } else if (value instanceof byte[] bytes) {
            writeSize(bytes.length, -1, 0xCC, out);
            out.write(bytes);
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            writeSize(bytes.length, 0x80, 0xD0, out);
            out.write(bytes);
        } else if (value instanceof List<?> list) {
            writeSize(list.size(), 0x90, 0xD4, out);
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Map<?, ?> map) {
            writeSize(map.size(), 0xA0, 0xD8, out);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(entry.getKey(), out);
                write(entry.getValue(), out);
            }
        } else if (value instanceof Structure structure) {
            out.writeByte(0xB0 | structure.fields().size());
            out.writeByte(structure.signature());
            for (Object field : structure.fields()) {
                write(field, out);
            }
        } else {
            throw new IllegalArgumentException("not a value of PackStream: " + value.getClass());
        }
    }

    private static void writeLong(long number, DataOutputStream out) throws IOException {
        if (number >= -16 && number <= 127) {
            out.writeByte((int) number);
        } else if (number == (int) number) {
            out.writeByte(0xCA);
            out.writeInt((int) number);
        } else {
            out.writeByte(0xCB);
            out.writeLong(number);
        }
    }

    /** The size inside the marker if it is small and there is such a marker, else behind it. */
    private static void writeSize(int size, int tiny, int marker, DataOutputStream out) throws IOException {
        if (tiny >= 0 && size < 16) {
            out.writeByte(tiny | size);
        } else if (size <= 0xFF) {
            out.writeByte(marker);
            out.writeByte(size);
        } else if (size <= 0xFFFF) {
            out.writeByte(marker + 1);
            out.writeShort(size);
        } else {
            out.writeByte(marker + 2);
            out.writeInt(size);
        }
    }
}
