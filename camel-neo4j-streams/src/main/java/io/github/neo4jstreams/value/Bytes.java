package io.github.neo4jstreams.value;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Bytes in the forms in which messages bring them. */
public final class Bytes {

    private Bytes() {}

    /** What the buffer has left; the buffer stays as it is. */
    public static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The bytes of base64 text, or null if it is none. */
    public static byte[] ofBase64(CharSequence text) {
        try {
            return Base64.getDecoder().decode(text.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
