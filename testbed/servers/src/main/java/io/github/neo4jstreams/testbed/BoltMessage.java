package io.github.neo4jstreams.testbed;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** One message of a Bolt connection, out of the chunks that it came in. */
final class BoltMessage {
    static final byte GOODBYE = 0x02;
    static final byte RESET = 0x0F;
    static final byte RUN = 0x10;
    static final byte BEGIN = 0x11;
    static final byte COMMIT = 0x12;
    static final byte ROLLBACK = 0x13;
    static final byte PULL = 0x3F;
    static final byte ROUTE = 0x66;
    static final byte SUCCESS = 0x70;
    static final byte RECORD = 0x71;
    static final byte IGNORED = 0x7E;
    static final byte FAILURE = 0x7F;

    private static final int LARGEST_CHUNK = 0xFFFF;

    private final byte[] payload;

    private BoltMessage(byte[] payload) {
        this.payload = payload;
    }

    static BoltMessage of(PackStream.Structure structure) {
        return new BoltMessage(PackStream.write(structure));
    }

    /**
     * Reads one message, however its bytes arrive.
     *
     * @throws EOFException at the end of the connection, also in the middle of a message
     */
    static BoltMessage read(DataInputStream in) throws IOException {
        byte[] payload = chunk(in);
        if (payload.length == 0) {
            return new BoltMessage(payload);
        }
        byte[] chunk = chunk(in);
        if (chunk.length > 0) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(payload);
            for (; chunk.length > 0; chunk = chunk(in)) {
                all.write(chunk);
            }
            payload = all.toByteArray();
        }
        return new BoltMessage(payload);
    }

    private static byte[] chunk(DataInputStream in) throws IOException {
        byte[] chunk = new byte[in.readUnsignedShort()];
        in.readFully(chunk);
        return chunk;
    }

    /** Writes it in as few chunks as possible. */
    void writeTo(OutputStream out) throws IOException {
        for (int from = 0; from < payload.length; from += LARGEST_CHUNK) {
            int size = Math.min(LARGEST_CHUNK, payload.length - from);
            out.write(size >> 8);
            out.write(size);
            out.write(payload, from, size);
        }
        out.write(0);
        out.write(0);
    }

    /** An empty message between others: the server says that it is still there, and gets no answer. */
    boolean isSignOfLife() {
        return payload.length == 0;
    }

    byte signature() {
        return payload[1];
    }

    /** The first field alone, for messages whose others may be large. */
    Object firstField() {
        return PackStream.read(ByteBuffer.wrap(payload, 2, payload.length - 2));
    }

    PackStream.Structure structure() {
        return (PackStream.Structure) PackStream.read(ByteBuffer.wrap(payload));
    }
}
